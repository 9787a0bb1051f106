import { getBlockNumber } from 'viem/actions'
import { decodeHex, type Hex } from '../bytes/hex.ts'
import type { NodeClient } from './createNodeClient.ts'
import { decodeHeader } from './encodeHeader.ts'

/** How full one block is: gas used as a part of its limit, from 0 to 1. */
export type BlockFill = { number: number; fill: number }

type HeaderRequest = (call: { method: 'qood_getHeaders'; params: [number, number] }) => Promise<Hex[]>

/** Returns how full the newest blocks are, oldest first, as their headers say. The first block of a chain holds nothing. */
export async function readFill(client: NodeClient, blocks: number): Promise<BlockFill[]> {
  const head = Number(await getBlockNumber(client))
  const from = Math.max(1, head - blocks + 1)
  if (head < from) return []
  const request = client.request as unknown as HeaderRequest
  const headers = await request({ method: 'qood_getHeaders', params: [from, head - from + 1] })
  return headers.map((bytes) => {
    const { number, gasUsed, gasLimit } = decodeHeader(decodeHex(bytes))
    return { number, fill: Number(gasUsed) / Number(gasLimit) }
  })
}
