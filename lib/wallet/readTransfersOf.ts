import { parseAbiItem } from 'viem'
import { getLogs } from 'viem/actions'
import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { findOwn } from '../chain/nameError.ts'
import { readBlockNumber } from '../chain/readBlockNumber.ts'
import type { Transfer } from '../chain/Transfer.ts'

export type AccountTransfer = Transfer & {
  token: Address
  timestampMs: number | undefined
}
export type TransferHistory = { transfers: AccountTransfer[]; fromBlock: bigint }

const transferEvent = parseAbiItem('event Transfer(address indexed from, address indexed to, uint256 value)')
/** A node answers for at most so many blocks at once. */
const windowBlocks = 1_000_000n

/** Returns the transfers of the tokens from and to the account within the newest blocks, newest first. */
export async function readTransfersOf(
  client: NodeClient,
  account: Address,
  tokens: readonly Address[],
): Promise<TransferHistory> {
  const toBlock = await readBlockNumber(client)
  for (let window = windowBlocks; ; window /= 8n) {
    try {
      return await readWindow(client, account, tokens, toBlock, window)
    } catch (error) {
      // Of an account that moves a lot only the newest is proved and shown.
      if (findOwn(error)?.name !== 'Light.RangeTooWideError' || window < 100n) throw error
    }
  }
}

async function readWindow(
  client: NodeClient,
  account: Address,
  tokens: readonly Address[],
  toBlock: bigint,
  window: bigint,
): Promise<TransferHistory> {
  const fromBlock = toBlock >= window ? toBlock - window + 1n : 0n
  const range = { address: [...tokens], event: transferEvent, fromBlock, toBlock, strict: true as const }
  const [sent, received] = await Promise.all([
    getLogs(client, { ...range, args: { from: account } }),
    getLogs(client, { ...range, args: { to: account } }),
  ])
  const known = new Map([...sent, ...received].map((log) => [`${log.blockNumber}:${log.logIndex}`, log]))
  const transfers = [...known.values()].map((log) => ({
    token: log.address,
    hash: log.transactionHash,
    logIndex: log.logIndex,
    blockNumber: Number(log.blockNumber),
    from: log.args.from,
    to: log.args.to,
    value: log.args.value,
    timestampMs: log.blockTimestamp === undefined ? undefined : Number(log.blockTimestamp) * 1000,
  }))
  return { transfers: transfers.sort(newestFirst), fromBlock }
}

function newestFirst(one: Transfer, other: Transfer): number {
  return other.blockNumber - one.blockNumber || other.logIndex - one.logIndex
}
