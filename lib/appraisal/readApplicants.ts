import { parseEventLogs } from 'viem'
import { getLogs } from 'viem/actions'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { appraisalAbi } from '../contracts/Appraisal.ts'
import type { AppraisalJob } from './appraisalJob.ts'
import { noOutcomes, readOutcomes } from './appraiserOutcomes.ts'
import { readPlace } from './coarsePlace.ts'
import type { Appraiser } from './readAppraisers.ts'
import { readHolder } from './readRoleHolders.ts'

/** An appraiser who applied for a job. `noteCid` names what they tell the client; empty for nothing. */
export type Applicant = Appraiser & { noteCid: string }

const appliedEvent = appraisalAbi.find((item) => item.type === 'event' && item.name === 'Applied')!

/**
 * Returns who applied for a job and can still do it, in the order of their applications. Who applied, office, rating, place
 * and note are proved by `client`; outcomes are counted from events of `logs`.
 */
export async function readApplicants(
  { client, logs = client }: { client: NodeClient; logs?: NodeClient },
  { id, applicants = [] }: Pick<AppraisalJob, 'id' | 'applicants'>,
): Promise<Applicant[]> {
  if (applicants.length === 0) return []
  const [holders, outcomes, notes] = await Promise.all([
    Promise.all(applicants.map((address) => readHolder(client, 'appraiser', address))),
    readOutcomes(logs),
    readNoteCids(client, id),
  ])
  const able = holders.filter((holder) => holder !== undefined)
  return Promise.all(
    able.map(async (holder) => ({
      ...holder,
      outcomes: outcomes.get(holder.address.toLowerCase()) ?? noOutcomes,
      place: await readPlace(client, holder.address),
      noteCid: notes.get(holder.address.toLowerCase()) ?? '',
    })),
  )
}

async function readNoteCids(client: NodeClient, jobId: bigint): Promise<ReadonlyMap<string, string>> {
  const found = await getLogs(client, {
    address: systemContracts.appraisal,
    event: appliedEvent as never,
    args: { jobId } as never,
    fromBlock: 0n,
  })
  const applied = parseEventLogs({ abi: appraisalAbi, eventName: 'Applied', logs: found as never })
  return new Map(applied.map(({ args }) => [args.appraiser.toLowerCase(), args.noteCid]))
}
