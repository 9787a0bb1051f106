import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { electionAbi } from '../contracts/Election.ts'

export type Candidate = {
  account: Address
  name: string
  url: string
  since: number
  votes: bigint
  bond: bigint
  bondLeaving: bigint
  misses: number
  /** Coin-days used in its blocks, in QDT-days with 18 decimals. */
  volume: bigint
  reward: bigint
  seated: boolean
  chosen: boolean
  /** Sits out the next rotation: for its misses, or, where it has none, since it registered after the last. */
  suspended: boolean
}

const pageSize = 64n
const maxPages = 4

/** Returns all candidates for producing blocks, those with most votes first. */
export async function readCandidates(client: NodeClient): Promise<Candidate[]> {
  const candidates: Candidate[] = []
  let cursor = 0n
  for (let pages = 0; pages < maxPages; pages++) {
    const [page, next] = await readContract(client, {
      address: systemContracts.election,
      abi: electionAbi,
      functionName: 'candidates',
      args: [cursor, pageSize],
    })
    candidates.push(...page.map((view) => ({ ...view, since: Number(view.since), misses: Number(view.misses) })))
    cursor = next
    if (cursor === 0n) break
  }
  return candidates.sort((a, b) => (a.votes < b.votes ? 1 : -1))
}
