import type { NodeClient } from './createNodeClient.ts'
import { readBlockNumber } from './readBlockNumber.ts'
import { readHeaders } from './readHeaders.ts'

/** How full one block is: gas used as a part of its limit, from 0 to 1. */
export type BlockFill = { number: number; fill: number }

/** Returns how full the newest blocks are, oldest first, as their headers say. The first block of a chain holds nothing. */
export async function readFill(client: NodeClient, blocks: number): Promise<BlockFill[]> {
  const head = Number(await readBlockNumber(client))
  const from = Math.max(1, head - blocks + 1)
  if (head < from) return []
  const headers = await readHeaders(client, from, head - from + 1)
  return headers.map(({ number, gasUsed, gasLimit }) => ({ number, fill: Number(gasUsed) / Number(gasLimit) }))
}
