import type { Block } from 'viem'
import { getBlock } from 'viem/actions'
import { BaseError } from '../errors.ts'
import type { NodeClient } from './createNodeClient.ts'
import { parseBlockId } from './parseBlockId.ts'

export type BlockDetails = Block<bigint, true, 'latest'>

/** Returns a block with its transactions, or undefined where the chain has none by that name. */
export async function readBlockDetails(client: NodeClient, text: string): Promise<BlockDetails | undefined> {
  const id = parseBlockId(text)
  if (!id) throw new InvalidBlockIdError(text)
  try {
    return 'hash' in id
      ? await getBlock(client, { blockHash: id.hash, includeTransactions: true })
      : ((await getBlock(client, { blockNumber: BigInt(id.number), includeTransactions: true })) as BlockDetails)
  } catch (error) {
    if (error instanceof Error && error.name === 'BlockNotFoundError') return undefined
    throw error
  }
}

export class InvalidBlockIdError extends BaseError {
  override readonly name = 'Chain.InvalidBlockIdError'
  constructor(found: string) {
    super(`Expected a block number or a block hash of 32 bytes, found "${found.slice(0, 80)}".`)
  }
}
