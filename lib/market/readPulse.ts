import { numberToHex, toEventSelector } from 'viem'
import { getCode } from 'viem/actions'
import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readBlockNumber } from '../chain/readBlockNumber.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { dataMarketAbi } from '../contracts/DataMarket.ts'
import { dataRequestsAbi } from '../contracts/DataRequests.ts'
import { vehicleAbi } from '../contracts/Vehicle.ts'
import { eventOf } from './marketEvents.ts'

export type PulseKind = 'listed' | 'bought' | 'settled' | 'requested' | 'car'
export type PulseEvent = { kind: PulseKind; hash: Hex; logIndex: number; timestampMs: number | undefined }
export type Pulse = { counts: Readonly<Record<PulseKind, number>>; newest: readonly PulseEvent[]; blocks: number }

const kinds: ReadonlyMap<Hex, PulseKind> = new Map([
  [toEventSelector(eventOf(dataMarketAbi, 'Listed')), 'listed'],
  [toEventSelector(eventOf(dataMarketAbi, 'Bought')), 'bought'],
  [toEventSelector(eventOf(dataMarketAbi, 'Settled')), 'settled'],
  [toEventSelector(eventOf(dataRequestsAbi, 'Requested')), 'requested'],
  [toEventSelector(eventOf(vehicleAbi, 'Minted')), 'car'],
  [toEventSelector(eventOf(vehicleAbi, 'Claimed')), 'car'],
])
const { dataMarket, dataRequests, vehicle } = systemContracts
/** A day of blocks when there is always work. */
const windowBlocks = 172_800n
const shown = 5

/** Returns what happened on the market within the newest blocks, or undefined on a chain without a market. */
export async function readPulse(client: NodeClient): Promise<Pulse | undefined> {
  if (!(await getCode(client, { address: dataMarket }))) return undefined
  const toBlock = await readBlockNumber(client)
  const fromBlock = toBlock >= windowBlocks ? toBlock - windowBlocks + 1n : 0n
  const logs = await client.request<{ ReturnType: readonly RawLog[]; Parameters: unknown }>({
    method: 'eth_getLogs' as never,
    params: [
      {
        address: [dataMarket, dataRequests, vehicle],
        topics: [[...kinds.keys()]],
        fromBlock: numberToHex(fromBlock),
        toBlock: numberToHex(toBlock),
      },
    ] as never,
  })
  const counts = { listed: 0, bought: 0, settled: 0, requested: 0, car: 0 }
  const events = logs.map(toEvent).filter((event) => event !== undefined)
  for (const { kind } of events) counts[kind]++
  return { counts, newest: events.slice(-shown).reverse(), blocks: Number(toBlock - fromBlock) + 1 }
}

type RawLog = { topics: readonly Hex[]; transactionHash: Hex; logIndex: Hex; blockTimestamp?: Hex }

function toEvent({ topics, transactionHash, logIndex, blockTimestamp }: RawLog): PulseEvent | undefined {
  const kind = topics[0] && kinds.get(topics[0])
  if (!kind) return undefined
  const timestampMs = blockTimestamp === undefined ? undefined : Number(blockTimestamp) * 1000
  return { kind, hash: transactionHash, logIndex: Number(logIndex), timestampMs }
}
