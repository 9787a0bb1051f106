import { hexToBigInt } from 'viem'
import type { NodeClient } from './createNodeClient.ts'

/**
 * Returns the number of the newest block. viem's own `getBlockNumber` keeps an entry for each client as long as the page
 * lives, and reads that carry a proof make a client each.
 */
export async function readBlockNumber(client: NodeClient): Promise<bigint> {
  return hexToBigInt(await client.request({ method: 'eth_blockNumber' }))
}
