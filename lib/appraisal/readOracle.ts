import { formatUnits, getAbiItem, parseEventLogs } from 'viem'
import { getLogs } from 'viem/actions'
import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { oracleAbi } from '../contracts/Oracle.ts'
import { newCarFeed, type OracleFeed } from './oracleFeeds.ts'

const oracle = { address: systemContracts.oracle, abi: oracleAbi } as const

export type FeedReport = { feeder: Address; value: number; reportedAt: number }
export type FeedState = {
  /** Absent while too few reports are fresh. */
  median: number | undefined
  reports: readonly FeedReport[]
}

/** A report as it was made, with the median after it. */
export type FeedPoint = {
  blockNumber: bigint
  feeder: Address
  value: number
  median: number
  isOutlier: boolean
  transaction: Hex
}

/** Returns the median of a feed and the report of each feeder that has made one. */
export async function readFeed(client: NodeClient, { id }: Pick<OracleFeed, 'id'>): Promise<FeedState> {
  const feeders = await readContract(client, { ...oracle, functionName: 'feeders' })
  const [median, ...reports] = await Promise.all([
    readValue(client, id),
    ...feeders.map(async (feeder): Promise<FeedReport> => {
      const args = [id, feeder] as const
      const { value, reportedAt } = await readContract(client, { ...oracle, functionName: 'reportOf', args })
      return { feeder, value: toNumber(value), reportedAt }
    }),
  ])
  return { median, reports: reports.filter(({ reportedAt }) => reportedAt > 0) }
}

/** Returns the median of a feed, or undefined while too few reports are fresh. */
export async function readValue(client: NodeClient, feed: Hex): Promise<number | undefined> {
  try {
    const [value] = await readContract(client, { ...oracle, functionName: 'valueOf', args: [feed] })
    return toNumber(value)
  } catch (error) {
    if (error instanceof Error && error.message.includes('OracleStale')) return undefined
    throw error
  }
}

export type NewPrice = {
  /** In US dollars; absent where the oracle does not know. */
  now: number | undefined
  /** When the oracle began to follow the model. */
  atBase: number | undefined
}

/** Returns what a model costs new, now and when its index began. */
export async function readNewPrice(client: NodeClient, model: Hex): Promise<NewPrice> {
  const [now, base] = await Promise.all([
    readValue(client, newCarFeed(model)),
    readContract(client, { ...oracle, functionName: 'basePrice', args: [model] }),
  ])
  return { now, atBase: base === 0n ? undefined : toNumber(base) }
}

/** Returns how a feeder has served. */
export async function readFeeder(client: NodeClient, feeder: Address) {
  const { bond, reports, outliers, leavingAt } = await readContract(client, {
    ...oracle,
    functionName: 'feederOf',
    args: [feeder],
  })
  return { feeder, bond, reports, outliers, isLeaving: leavingAt > 0 }
}

/** Returns the feeders whose reports count. */
export async function readFeeders(client: NodeClient) {
  const feeders = await readContract(client, { ...oracle, functionName: 'feeders' })
  return Promise.all(feeders.map((feeder) => readFeeder(client, feeder)))
}

/** Returns the medians after each report on a feed in a range of blocks, oldest first. */
export async function readMedians(
  client: NodeClient,
  { id }: Pick<OracleFeed, 'id'>,
  range: { fromBlock: bigint; toBlock: bigint },
): Promise<number[]> {
  const event = getAbiItem({ abi: oracleAbi, name: 'Reported' })
  const logs = await getLogs(client, { address: oracle.address, event, args: { feed: id }, strict: true, ...range })
  return logs.map(({ args }) => toNumber(args.median))
}

/** Returns the reports on a feed, oldest first. */
export async function readFeedHistory(client: NodeClient, { id }: Pick<OracleFeed, 'id'>): Promise<FeedPoint[]> {
  const logs = await getLogs(client, { address: oracle.address, fromBlock: 0n })
  const events = parseEventLogs({ abi: oracleAbi, eventName: ['Reported', 'Outlier'], logs })
  const mine = events.filter(({ args }) => args.feed === id)
  const outliers = new Set(
    mine.filter(({ eventName }) => eventName === 'Outlier').map(({ transactionHash }) => transactionHash),
  )
  return mine
    .filter(({ eventName }) => eventName === 'Reported')
    .map(({ args, blockNumber, transactionHash }) => ({
      blockNumber,
      feeder: args.feeder,
      value: toNumber(args.value),
      median: toNumber(args.median),
      isOutlier: outliers.has(transactionHash),
      transaction: transactionHash,
    }))
}

function toNumber(value: bigint): number {
  return Number(formatUnits(value, 18))
}
