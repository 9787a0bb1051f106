import { encodeFunctionData, numberToHex, zeroHash } from 'viem'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { dataMarketAbi } from '../contracts/DataMarket.ts'
import { createGrant } from '../crypto/grant.ts'
import { deriveKey, maxDepth } from '../crypto/keyTree.ts'
import { createOneTimeKey, partOf, shareAddress, wrapNode } from '../crypto/wrapNode.ts'
import { hashOrder, type Order, rangeOfStage } from './Order.ts'
import type { Delivered, OrderStatus } from './readOrder.ts'
import { sampleChunks } from './sampleChunks.ts'
import { type MarketContext, sendCall } from './sendCall.ts'
import type { Terms } from './Terms.ts'

type Input = {
  terms: Terms
  order: Order
  status: OrderStatus
  /** The node `maxDepth` above the chunk keys of the data set. */
  root: Uint8Array
}

/** Returns the keys of the present stage, wrapped to the buyer of the order. */
export function createDelivery({ terms, order, status, root }: Input, key = createOneTimeKey()): Delivered {
  const orderId = decodeHex(hashOrder(order))
  const buyer = { x: order.keyX, y: order.keyY }
  if (order.samples === 0) {
    const range = { ...rangeOfStage(order, status.stage), chunks: terms.chunks }
    const { point, wrapped } = createGrant({ root, buyer, range, orderId, stage: status.stage }, key)
    return { ...point, seed: zeroHash, wrapped: wrapped.map(encodeHex) }
  }
  const seed = numberToHex(status.extra, { size: 32 })
  const shared = shareAddress(key.secret, buyer)
  const wrapped = sampleChunks(order, decodeHex(seed)).map((chunk, place) =>
    wrapNode(deriveKey(root, chunk, maxDepth), { shared, orderId, part: partOf(status.stage, place) }),
  )
  return { ...key.point, seed, wrapped: wrapped.map(encodeHex) }
}

/** Delivers the keys of the present stage. The contract takes them once: a second delivery is refused. */
export async function deliverOrder(context: MarketContext, input: Input): Promise<Hex> {
  const delivery = createDelivery(input)
  return sendDelivery(context, { ...input, delivery })
}

/** Sends a delivery that was made before. */
export async function sendDelivery(
  context: MarketContext,
  { terms, order, delivery }: { terms: Terms; order: Order; delivery: Delivered },
): Promise<Hex> {
  const data = encodeFunctionData({ abi: dataMarketAbi, functionName: 'deliver', args: [terms, order, delivery] })
  return (await sendCall(context, { to: systemContracts.dataMarket, data })).transactionHash
}
