import { parseAbiItem } from 'viem'
import { getBlockNumber, getLogs } from 'viem/actions'
import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from './createNodeClient.ts'

export type Transfer = { hash: Hex; logIndex: number; blockNumber: number; from: Address; to: Address; value: bigint }

const transferEvent = parseAbiItem('event Transfer(address indexed from, address indexed to, uint256 value)')

/** Returns the token's transfers within the newest blocks, newest first. */
export async function readTransfers(client: NodeClient, token: Address, blocks: bigint): Promise<Transfer[]> {
  const head = await getBlockNumber(client, { cacheTime: 0 })
  const fromBlock = head >= blocks ? head - blocks + 1n : 0n
  const logs = await getLogs(client, { address: token, event: transferEvent, fromBlock, toBlock: head, strict: true })
  return logs.reverse().map((log) => ({
    hash: log.transactionHash,
    logIndex: log.logIndex,
    blockNumber: Number(log.blockNumber),
    from: log.args.from,
    to: log.args.to,
    value: log.args.value,
  }))
}
