import { secp256k1 } from '@noble/curves/secp256k1.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { keccak256 } from '../bytes/keccak256.ts'
import { BaseError } from '../errors.ts'
import { encodeUint32 } from './encodeUint.ts'

/*
 * Keys wrapped so that one buyer can read them, and so that a contract can redo it (WrapLib): the buyer posts B = b*G,
 * the seller R = r*G, both know the point b*R = r*B, and a node is hidden by
 * node XOR keccak256(tag ‖ addr(b*R) ‖ orderId ‖ uint32 part), where addr is the Ethereum address of a point.
 */
const tag = keccak256(new TextEncoder().encode('QoodBlock.wrap.v1'))
const { Fp, Fn } = secp256k1.Point
const byteLength = 32

/** A point as the contracts take it. */
export type CurvePoint = { x: bigint; y: bigint }

/** A one-time secret, 32 bytes, with its point. */
export type OneTimeKey = { secret: Uint8Array; point: CurvePoint }

/** Returns a fresh one-time key whose point the contracts can multiply. */
export function createOneTimeKey(random = secp256k1.utils.randomSecretKey): OneTimeKey {
  for (;;) {
    const secret = random()
    const point = pointOf(secret)
    if (isUsablePoint(point)) return { secret, point }
  }
}

/** Returns the point of a secret. */
export function pointOf(secret: Uint8Array): CurvePoint {
  if (!secp256k1.utils.isValidSecretKey(secret)) throw new InvalidSecretError()
  const { x, y } = secp256k1.Point.fromBytes(secp256k1.getPublicKey(secret, false)).toAffine()
  return { x, y }
}

/** Returns whether a point is on the curve and can be multiplied by ecrecover, which refuses x >= n. */
export function isUsablePoint({ x, y }: CurvePoint): boolean {
  if (x <= 0n || x >= Fn.ORDER || y < 0n || y >= Fp.ORDER) return false
  return Fp.sqr(y) === Fp.add(Fp.mul(Fp.sqr(x), x), 7n)
}

/** Returns addr(secret * point), the 20 bytes that both sides of a delivery share; throws for an unusable point. */
export function shareAddress(secret: Uint8Array, point: CurvePoint): Uint8Array {
  if (!isUsablePoint(point)) throw new InvalidPointError(point)
  if (!secp256k1.utils.isValidSecretKey(secret)) throw new InvalidSecretError()
  const shared = secp256k1.Point.fromAffine(point).multiply(Fn.fromBytes(secret))
  return keccak256(shared.toBytes(false).subarray(1)).slice(12)
}

type Wrapping = { shared: Uint8Array; orderId: Uint8Array; part: number }

/** Returns the node hidden for the two who know `shared`. */
export function wrapNode(node: Uint8Array, { shared, orderId, part }: Wrapping): Uint8Array {
  const mask = keccak256(concatBytes(tag, shared, orderId, encodeUint32(part)))
  if (node.length !== byteLength) throw new InvalidWrappedError(node.length)
  return mask.map((byte, i) => byte ^ node[i]!)
}

/** Returns the node that wrapNode hid. A wrong one looks like any other: check what it opens against the key root. */
export function unwrapNode(wrapped: Uint8Array, wrapping: Wrapping): Uint8Array {
  return wrapNode(wrapped, wrapping)
}

/** Returns the number by which a contract tells the parts of all stages of an order apart. */
export function partOf(stage: number, place: number): number {
  return stage * 2 ** 16 + place
}

export class InvalidPointError extends BaseError {
  override readonly name = 'Crypto.InvalidPointError'
  constructor({ x, y }: CurvePoint) {
    super(
      `Expected a point of secp256k1 with x below the group order, found (0x${x.toString(16)}, 0x${y.toString(16)}).`,
    )
  }
}

export class InvalidSecretError extends BaseError {
  override readonly name = 'Crypto.InvalidSecretError'
  constructor() {
    super('Expected a secret of 32 bytes, above zero and below the order of secp256k1.')
  }
}

export class InvalidWrappedError extends BaseError {
  override readonly name = 'Crypto.InvalidWrappedError'
  constructor(length: number) {
    super(`Expected a key node of 32 bytes, found ${length}.`)
  }
}
