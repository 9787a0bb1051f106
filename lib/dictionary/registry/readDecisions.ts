import { getAbiItem } from 'viem'
import { getLogs } from 'viem/actions'
import type { Address, Hex } from '../../bytes/hex.ts'
import type { NodeClient } from '../../chain/createNodeClient.ts'
import { systemContracts } from '../../chain/systemContracts.ts'
import { dictionaryRegistryAbi } from '../../contracts/DictionaryRegistry.ts'

/** Who said what about a proposal. */
export type Decision = {
  kind: 'review' | 'vote'
  editor: Address
  isFor: boolean
  /** The review's document; empty where nothing was written. */
  cid: string
  blockNumber: number
  transaction: Hex
}

const reviewed = getAbiItem({ abi: dictionaryRegistryAbi, name: 'Reviewed' })
const voted = getAbiItem({ abi: dictionaryRegistryAbi, name: 'Voted' })

/** Returns the reviews and votes of a proposal in the order in which they were given. */
export async function readDecisions(client: NodeClient, proposal: number): Promise<Decision[]> {
  const where = { address: systemContracts.dictionaryRegistry, fromBlock: 0n, strict: true } as const
  const args = { id: BigInt(proposal) }
  const [reviews, votes] = await Promise.all([
    getLogs(client, { ...where, event: reviewed, args }),
    getLogs(client, { ...where, event: voted, args }),
  ])
  const decisions: Decision[] = [
    ...reviews.map(({ args, ...log }) => ({
      ...{ kind: 'review' as const, editor: args.editor, isFor: args.approved, cid: args.reviewCid },
      ...{ blockNumber: Number(log.blockNumber), transaction: log.transactionHash },
    })),
    ...votes.map(({ args, ...log }) => ({
      ...{ kind: 'vote' as const, editor: args.editor, isFor: args.yes, cid: '' },
      ...{ blockNumber: Number(log.blockNumber), transaction: log.transactionHash },
    })),
  ]
  return decisions.sort((a, b) => a.blockNumber - b.blockNumber)
}
