import { getBlock } from 'viem/actions'
import type { NodeClient } from './createNodeClient.ts'
import type { BlockSummary } from './HeadState.ts'
import { summarizeBlock } from './summarizeBlock.ts'

/** Returns the blocks from `top` down, newest first, at most `count`. */
export async function readBlockPage(client: NodeClient, top: number, count: number): Promise<BlockSummary[]> {
  const numbers = Array.from({ length: Math.min(count, top + 1) }, (_, index) => top - index)
  const blocks = await Promise.all(numbers.map((number) => getBlock(client, { blockNumber: BigInt(number) })))
  return blocks.map(summarizeBlock)
}
