import { type ContractFunctionArgs, decodeAbiParameters, encodeAbiParameters, getAbiItem, keccak256 } from 'viem'
import type { Hex } from '../bytes/hex.ts'
import { dataMarketAbi } from '../contracts/DataMarket.ts'
import { openBytes } from './openBytes.ts'

/** What a buyer wants of a listing, as the market has it. */
export type Order = ContractFunctionArgs<typeof dataMarketAbi, 'nonpayable', 'buy'>[1]

/** The states of an order, in the order of the contract's numbers. */
export const orderStates = ['none', 'waiting', 'drawing', 'paid', 'delivered', 'settled', 'refunded'] as const
export type OrderState = (typeof orderStates)[number]

/** Why an order was refunded, in the order of the contract's numbers. */
export const refundReasons = ['cancelled', 'declined', 'silence', 'wrongKey', 'wrongSector'] as const
export type RefundReason = (typeof refundReasons)[number]

/** What an order can wait for, in the order of the contract's numbers. */
export const triggers = ['none', 'time', 'oracleAbove', 'oracleBelow', 'records'] as const
export type Trigger = (typeof triggers)[number]

const [, parameter] = getAbiItem({ abi: dataMarketAbi, name: 'buy' }).inputs

/** Returns the id of an order: the hash of its details. */
export function hashOrder(order: Order): Hex {
  return keccak256(encodeOrder(order))
}

/** Returns an order as the bytes whose hash is its id. */
export function encodeOrder(order: Order): Hex {
  return encodeAbiParameters([parameter], [order])
}

/** Returns the order in such bytes; throws on anything else. */
export function decodeOrder(bytes: Hex): Order {
  return openBytes('an order', () => decodeAbiParameters([parameter], bytes)[0])
}

/** Returns the chunks that a stage of an order delivers, as the contract divides them. */
export function rangeOfStage({ from, to, stages }: Order, stage: number): { from: number; to: number } {
  const length = to - from
  return {
    from: from + Math.floor((length * stage) / stages),
    to: from + Math.floor((length * (stage + 1)) / stages),
  }
}

/** Returns what a stage of an order pays, as the contract divides it. */
export function amountOfStage({ price, stages }: Order, stage: number): bigint {
  const upTo = (count: number) => (price * BigInt(count)) / BigInt(stages)
  return upTo(stage + 1) - upTo(stage)
}
