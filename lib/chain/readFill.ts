import { getFeeHistory } from 'viem/actions'
import type { NodeClient } from './createNodeClient.ts'

/** How full one block is: gas used as a part of its limit, from 0 to 1. */
export type BlockFill = { number: number; fill: number }

/** Returns how full the newest blocks are, oldest first. */
export async function readFill(client: NodeClient, blocks: number): Promise<BlockFill[]> {
  const history = await getFeeHistory(client, { blockCount: blocks, rewardPercentiles: [] })
  const oldest = Number(history.oldestBlock)
  return history.gasUsedRatio.map((fill, index) => ({ number: oldest + index, fill }))
}
