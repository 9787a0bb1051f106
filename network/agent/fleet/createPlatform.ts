import { BaseError } from '../../../lib/errors.ts'
import type { VehiclePolicy } from '../vehiclePolicy.ts'

/** Returns a telematics platform's side of the agent's door: what a company with a fleet would write. */
export function createPlatform({ http, key }: { http: string; key: string }) {
  async function send(method: 'PUT' | 'POST', path: string, body: object): Promise<void> {
    const response = await fetch(http + path, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    })
    // 409: the trip was sent before the last restart, under the same name.
    if (!response.ok && response.status !== 409) throw new PlatformError(response.status, await response.text())
  }
  return {
    putVehicle: ({ vehicleId, ...policy }: VehiclePolicy) => send('PUT', `/v1/vehicles/${vehicleId}`, policy),
    putBatch: (batch: { batch: string; vehicleId: string; records: readonly object[] }) =>
      send('POST', '/v1/batches', batch),
  }
}

export class PlatformError extends BaseError {
  override readonly name = 'Agent.PlatformError'
  constructor(status: number, text: string) {
    super(`Expected the agent to take what was sent, found status ${status}.`, { details: text.slice(0, 300) })
  }
}
