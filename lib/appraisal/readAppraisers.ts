import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { noOutcomes, type Outcomes, readOutcomes } from './appraiserOutcomes.ts'
import { type CoarsePlace, readPlace } from './coarsePlace.ts'
import { type RoleHolder, readRoleHolders } from './readRoleHolders.ts'

/** An appraiser, how their jobs ended, and where they work where they say so. */
export type Appraiser = RoleHolder & { outcomes: Outcomes; place: CoarsePlace | undefined }

/** Returns who appraises, with the most jobs first. Office, rating and place are proved by `client`; outcomes are counted from events. */
export async function readAppraisers(sources: {
  client: NodeClient
  logs?: NodeClient
  hints?: readonly Address[]
}): Promise<Appraiser[]> {
  const { client, logs = client } = sources
  const [holders, outcomes] = await Promise.all([readRoleHolders(sources, 'appraiser'), readOutcomes(logs)])
  return Promise.all(
    holders.map(async (holder) => ({
      ...holder,
      outcomes: outcomes.get(holder.address.toLowerCase()) ?? noOutcomes,
      place: await readPlace(client, holder.address),
    })),
  )
}
