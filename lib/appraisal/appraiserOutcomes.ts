import { parseEventLogs } from 'viem'
import { getLogs } from 'viem/actions'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { appraisalAbi } from '../contracts/Appraisal.ts'

/** How the jobs ended that an appraiser took. */
export type Outcomes = {
  taken: number
  /** Their report stood, and they were paid. */
  stood: number
  /** Of those, how many were challenged. */
  challenged: number
  /** Their report was challenged with success. */
  overturned: number
  /** No report came in time. */
  late: number
}

export const noOutcomes: Outcomes = { taken: 0, stood: 0, challenged: 0, overturned: 0, late: 0 }

/** Returns how the jobs ended that appraisers took, by their address in lower case. */
export async function readOutcomes(logs: NodeClient): Promise<ReadonlyMap<string, Outcomes>> {
  const found = await getLogs(logs, { address: systemContracts.appraisal, fromBlock: 0n })
  const events = parseEventLogs({ abi: appraisalAbi, logs: found })
  return countOutcomes(events.map(({ eventName, args }) => ({ name: eventName, ...args }) as JobEvent))
}

export type JobEvent = { name: string; jobId: bigint; appraiser?: string }

/** Counts what became of the jobs, from their events in order. */
export function countOutcomes(events: readonly JobEvent[]): ReadonlyMap<string, Outcomes> {
  const jobs = Map.groupBy(events, ({ jobId }) => jobId)
  const all = new Map<string, Outcomes>()
  for (const told of jobs.values()) {
    const appraiser = told.find(({ name }) => name === 'Accepted')?.appraiser?.toLowerCase()
    if (!appraiser) continue
    const has = (name: string) => told.some((event) => event.name === name)
    const before = all.get(appraiser) ?? noOutcomes
    const add = (count: number, isSo: boolean) => count + (isSo ? 1 : 0)
    all.set(appraiser, {
      taken: before.taken + 1,
      stood: add(before.stood, has('Paid')),
      challenged: add(before.challenged, has('Paid') && has('Challenged')),
      overturned: add(before.overturned, has('Refunded') && has('Submitted')),
      late: add(before.late, has('Refunded') && !has('Submitted')),
    })
  }
  return all
}
