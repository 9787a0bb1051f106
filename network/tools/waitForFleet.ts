import { setTimeout as delay } from 'node:timers/promises'
import { BaseError } from '../../lib/errors.ts'

/** So many looks in a row have to find nothing to do: the fleet drives one trip after the other. */
const steadyLooks = 8

/**
 * Waits until the simulated cars of a network that has just begun have listed their first drives. Until then the agent
 * takes seconds of processor time for sealing, which a page that is measured beside it would be blamed for.
 */
export async function waitForFleet(
  appUrl: string,
  { timeoutMs = 180_000, lookMs = 1_000 }: { timeoutMs?: number; lookMs?: number } = {},
): Promise<void> {
  const deadline = Date.now() + timeoutMs
  let found = 'no agent'
  for (let quiet = 0; quiet < steadyLooks; await delay(lookMs)) {
    if (Date.now() > deadline) throw new FleetBusyError(timeoutMs, found)
    const config = (await (await fetch(`${appUrl}/config.json`)).json()) as { services?: { agent?: { http?: string } } }
    const http = config.services?.agent?.http
    if (!http) continue
    const metrics = await (await fetch(`${http}/metrics`)).text()
    const read = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(metrics)?.[1] ?? Number.NaN)
    const [listings, parcels, records] = ['listings', 'parcels_waiting', 'records_waiting'].map((name) =>
      read(`qood_agent_${name}`),
    )
    found = `${listings} listings, ${parcels} parcels and ${records} records waiting`
    quiet = listings! > 0 && parcels === 0 && records === 0 ? quiet + 1 : 0
  }
}

export class FleetBusyError extends BaseError {
  override readonly name = 'Tools.FleetBusyError'
  constructor(timeoutMs: number, found: string) {
    super(`Expected the simulated fleet to have listed its drives within ${timeoutMs / 1_000} seconds, found ${found}.`)
  }
}
