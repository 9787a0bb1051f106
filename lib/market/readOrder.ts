import { type ContractFunctionArgs, decodeAbiParameters, encodeAbiParameters, getAbiItem, keccak256 } from 'viem'
import { getLogs } from 'viem/actions'
import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { dataMarketAbi } from '../contracts/DataMarket.ts'
import { BaseError } from '../errors.ts'
import { eventOf } from './marketEvents.ts'
import { hashOrder, type Order, type OrderState, orderStates, type RefundReason, refundReasons } from './Order.ts'
import { openBytes } from './openBytes.ts'

const market = { address: systemContracts.dataMarket, abi: dataMarketAbi } as const

export type OrderStatus = {
  state: OrderState
  stage: number
  /** Seconds; what ends then depends on the state. */
  deadline: number
  /** The block of the draw, the seed of the samples, or the hash of the delivery. */
  extra: bigint
}

/** What a seller delivered for a stage. */
export type Delivered = ContractFunctionArgs<typeof dataMarketAbi, 'nonpayable', 'deliver'>[2]

/** Returns how an order stands. */
export async function readOrderStatus(client: NodeClient, id: Hex): Promise<OrderStatus> {
  const { state, stage, deadline, extra } = await readContract(client, {
    ...market,
    functionName: 'statusOf',
    args: [id],
  })
  return { state: orderStates[state] ?? 'none', stage, deadline, extra }
}

/** Returns the details of an order by its id, or undefined when there is none. */
export async function findOrder(client: NodeClient, id: Hex): Promise<{ order: Order; block: bigint } | undefined> {
  const event = eventOf(dataMarketAbi, 'Bought')
  const [log] = await getLogs(client, {
    ...{ address: market.address, event, args: { order: id }, fromBlock: 0n, strict: true },
  })
  if (!log) return undefined
  if (hashOrder(log.args.details) !== id) throw new ForgedOrderError(id, 'details')
  return { order: log.args.details, block: log.blockNumber }
}

/** Returns every stage's delivery of an order, by stage. */
export async function findDeliveries(client: NodeClient, id: Hex): Promise<ReadonlyMap<number, Delivered>> {
  const event = eventOf(dataMarketAbi, 'Delivered')
  const logs = await getLogs(client, {
    ...{ address: market.address, event, args: { order: id }, fromBlock: 0n, strict: true },
  })
  return new Map(logs.map(({ args }) => [Number(args.stage), args.delivery]))
}

/** Returns why an order was refunded and with how much, or undefined when it was not. */
export async function findRefund(client: NodeClient, id: Hex) {
  const event = eventOf(dataMarketAbi, 'Refunded')
  const [log] = await getLogs(client, {
    ...{ address: market.address, event, args: { order: id }, fromBlock: 0n, strict: true },
  })
  if (!log) return undefined
  const { reason, amount, bond } = log.args
  const word: RefundReason = refundReasons[reason] ?? 'cancelled'
  return { reason: word, amount, bond, transaction: log.transactionHash as Hex }
}

const [, , parameter] = getAbiItem({ abi: dataMarketAbi, name: 'deliver' }).inputs

/** Returns a delivery as bytes. */
export function encodeDelivery(delivery: Delivered): Hex {
  return encodeAbiParameters([parameter], [delivery])
}

/** Returns the delivery in such bytes; throws on anything else. */
export function decodeDelivery(bytes: Hex): Delivered {
  return openBytes('a delivery', () => decodeAbiParameters([parameter], bytes)[0])
}

/** Returns the 24 bytes by which an order remembers its delivery, given as bytes. */
export function hashDelivery(bytes: Hex): bigint {
  return BigInt(keccak256(bytes)) & (2n ** 192n - 1n)
}

export class ForgedOrderError extends BaseError {
  override readonly name = 'Market.ForgedOrderError'
  constructor(id: Hex, what: string) {
    super(`Expected the ${what} of order ${id}, found something else under its name.`)
  }
}
