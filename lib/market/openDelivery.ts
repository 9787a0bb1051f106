import { decodeHex } from '../bytes/hex.ts'
import { NotGrantedError } from '../crypto/coverRange.ts'
import { openGrant } from '../crypto/grant.ts'
import { partOf, shareAddress, unwrapNode } from '../crypto/wrapNode.ts'
import { hashOrder, type Order, rangeOfStage } from './Order.ts'
import type { Delivered } from './readOrder.ts'
import { sampleChunks } from './sampleChunks.ts'

type Input = {
  order: Order
  stage: number
  chunks: number
  delivery: Delivered /** The order's one-time secret. */
  secret: Uint8Array
}

export type OpenedDelivery = {
  /** The chunks that it opens, ascending. */
  indexes: readonly number[]
  keyOf(index: number): Uint8Array
  /** Which sample a chunk is; 0 where a range was bought. */
  sampleOf(index: number): number
}

/** Returns the keys that were delivered for a stage. They are to be checked against the key root: see checkDelivery. */
export function openDelivery({ order, stage, chunks, delivery, secret }: Input): OpenedDelivery {
  const orderId = decodeHex(hashOrder(order))
  const point = { x: delivery.x, y: delivery.y }
  const wrapped = delivery.wrapped.map(decodeHex)
  if (order.samples === 0) {
    const range = rangeOfStage(order, stage)
    const keyOf = openGrant({ ...{ secret, point, wrapped, orderId, stage }, range: { ...range, chunks } })
    const indexes = Array.from({ length: range.to - range.from }, (_, i) => range.from + i)
    return { indexes, keyOf, sampleOf: () => 0 }
  }
  const shared = shareAddress(secret, point)
  const indexes = sampleChunks(order, decodeHex(delivery.seed))
  const keys = wrapped.map((node, place) => unwrapNode(node, { shared, orderId, part: partOf(stage, place) }))
  return {
    indexes,
    sampleOf: (index) => indexes.indexOf(index),
    keyOf(index) {
      const key = keys[indexes.indexOf(index)]
      if (!key) throw new NotGrantedError(index)
      return key
    },
  }
}
