import { BaseError } from '../errors.ts'
import { type ChunkRange, coverRange, deriveCover, openCover } from './coverRange.ts'
import { type CurvePoint, createOneTimeKey, partOf, shareAddress, unwrapNode, wrapNode } from './wrapNode.ts'

/** What a grant is about: a range of chunks, in one stage of one order. */
export type GrantScope = { range: ChunkRange /** 32 bytes. */; orderId: Uint8Array; stage: number }

/** What a seller delivers: his one-time point and the wrapped nodes that cover the range, from the left. */
export type Delivery = { point: CurvePoint; wrapped: Uint8Array[] }

type CreateInput = GrantScope & {
  /** The node `maxDepth` above the chunk keys. */
  root: Uint8Array
  /** The buyer's one-time point. */
  buyer: CurvePoint
}

/** Returns the keys of a range wrapped to one buyer; nothing is encrypted again. */
export function createGrant({ root, buyer, range, orderId, stage }: CreateInput, key = createOneTimeKey()): Delivery {
  checkOrder(orderId)
  const shared = shareAddress(key.secret, buyer)
  const wrapped = deriveCover(root, range).map((node, place) =>
    wrapNode(node.key, { shared, orderId, part: partOf(stage, place) }),
  )
  return { point: key.point, wrapped }
}

type OpenInput = GrantScope & Delivery & { /** The buyer's one-time secret. */ secret: Uint8Array }

/** Returns the function that gives the keys of a delivery. They are to be verified against the key root: see verifyKeys. */
export function openGrant({ secret, point, wrapped, range, orderId, stage }: OpenInput): (index: number) => Uint8Array {
  checkOrder(orderId)
  const nodes = coverRange(range)
  if (wrapped.length !== nodes.length) throw new WrongPartsError(wrapped.length, nodes.length)
  const shared = shareAddress(secret, point)
  return openCover(
    nodes.map((node, place) => ({
      ...node,
      key: unwrapNode(wrapped[place]!, { shared, orderId, part: partOf(stage, place) }),
    })),
  )
}

function checkOrder(orderId: Uint8Array): void {
  if (orderId.length !== 32) throw new InvalidOrderIdError(orderId.length)
}

export class WrongPartsError extends BaseError {
  override readonly name = 'Crypto.WrongPartsError'
  constructor(found: number, expected: number) {
    super(`Expected ${expected} wrapped nodes for this range, found ${found}.`)
  }
}

export class InvalidOrderIdError extends BaseError {
  override readonly name = 'Crypto.InvalidOrderIdError'
  constructor(length: number) {
    super(`Expected an order id of 32 bytes, found ${length}.`)
  }
}
