import { isAddressEqual, parseAbiItem } from 'viem'
import { getLogs, getTransaction } from 'viem/actions'
import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { type BlockRange, readBack } from '../chain/readBack.ts'
import type { Transfer } from '../chain/Transfer.ts'

export type AccountTransfer = Transfer & {
  token: Address
  timestampMs: number | undefined
}
export type TransferHistory = {
  transfers: readonly AccountTransfer[]
  /** How many transfers of nothing are left out, which others can make in the name of the account. */
  hidden: number
}

const transferEvent = parseAbiItem('event Transfer(address indexed from, address indexed to, uint256 value)')
/** So many are enough, and so often is asked for what lies further back. */
const enough = 200
const mostWindows = 8
const mostChecked = 100

/** Returns the newest transfers of the tokens from and to the account, newest first, without those of nothing that it did not send. */
export async function readTransfersOf(
  client: NodeClient,
  account: Address,
  tokens: readonly Address[],
): Promise<TransferHistory> {
  const transfers: Found[] = []
  let hidden = 0
  let windows = 0
  for await (const found of readBack(client, (range) => readWindow(client, account, tokens, range))) {
    const shown = await leaveOutForeign(client, account, found)
    transfers.push(...shown)
    hidden += found.length - shown.length
    windows++
    if (transfers.length >= enough || windows === mostWindows) break
  }
  return { transfers: transfers.map(({ transactionIndex: _, ...transfer }) => transfer), hidden }
}

type Found = AccountTransfer & { transactionIndex: number }

async function readWindow(
  client: NodeClient,
  account: Address,
  tokens: readonly Address[],
  blocks: BlockRange,
): Promise<Found[]> {
  const range = { address: [...tokens], event: transferEvent, ...blocks, strict: true as const }
  const [sent, received] = await Promise.all([
    getLogs(client, { ...range, args: { from: account } }),
    getLogs(client, { ...range, args: { to: account } }),
  ])
  const known = new Map([...sent, ...received].map((log) => [`${log.blockNumber}:${log.logIndex}`, log]))
  const transfers = [...known.values()].map((log) => ({
    token: log.address,
    hash: log.transactionHash,
    logIndex: log.logIndex,
    transactionIndex: log.transactionIndex,
    blockNumber: Number(log.blockNumber),
    from: log.args.from,
    to: log.args.to,
    value: log.args.value,
    timestampMs: log.blockTimestamp === undefined ? undefined : Number(log.blockTimestamp) * 1000,
  }))
  return transfers.sort(newestFirst)
}

/**
 * A transfer of nothing needs no allowance: strangers make them between an account and addresses that look like those of
 * its friends. Only what the account signed itself is kept of them, and of many only the newest are looked at.
 */
async function leaveOutForeign(client: NodeClient, account: Address, found: readonly Found[]): Promise<Found[]> {
  const doubtful = found
    .filter(({ value, from }) => value === 0n && isAddressEqual(from, account))
    .slice(0, mostChecked)
  const own = new Set<Found>()
  await Promise.all(
    doubtful.map(async (transfer) => {
      const place = { blockNumber: BigInt(transfer.blockNumber), index: transfer.transactionIndex }
      const { from } = await getTransaction(client, place)
      if (isAddressEqual(from, account)) own.add(transfer)
    }),
  )
  return found.filter((transfer) => transfer.value !== 0n || own.has(transfer))
}

function newestFirst(one: Transfer, other: Transfer): number {
  return other.blockNumber - one.blockNumber || other.logIndex - one.logIndex
}
