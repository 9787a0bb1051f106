import { secp256k1 } from '@noble/curves/secp256k1.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { readContractVectors } from './fixtures/readContractVectors.ts'
import { readVectors } from './fixtures/readVectors.ts'
import { createOneTimeKey, isUsablePoint, partOf, pointOf, shareAddress, unwrapNode, wrapNode } from './wrapNode.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const word = (value: number) => Uint8Array.from({ length: 32 }, (_, i) => (i === 31 ? value : 0))
const orderId = word(9)

type Point = { x: Hex; y: Hex }
type Wrapping = {
  buyerSecret: Hex
  buyerPoint: Point
  sellerSecret: Hex
  sellerPoint: Point
  sharedAddress: Hex
  orderId: Hex
  node: Hex
  parts: { part: number; wrapped: Hex }[]
}
const vectors = readContractVectors<Wrapping>('wrapping')
const ecdh = readVectors<{
  testGroups: { tests: { public: string; private: string; shared: string; result: string }[] }[]
}>('wycheproof/ecdh_secp256k1_test.json')

describe.skipIf(!vectors)('the vectors of the contracts', () => {
  test('points, shared address and wrapped nodes agree', () => {
    const v = vectors!
    const point = ({ x, y }: Point) => ({ x: BigInt(x), y: BigInt(y) })
    expect(pointOf(decodeHex(v.buyerSecret))).toEqual(point(v.buyerPoint))
    expect(pointOf(decodeHex(v.sellerSecret))).toEqual(point(v.sellerPoint))
    const shared = shareAddress(decodeHex(v.sellerSecret), point(v.buyerPoint))
    expect(encodeHex(shared)).toBe(v.sharedAddress)
    expect(shareAddress(decodeHex(v.buyerSecret), point(v.sellerPoint))).toEqual(shared)
    for (const { part, wrapped } of v.parts) {
      const wrapping = { shared, orderId: decodeHex(v.orderId), part }
      expect(encodeHex(wrapNode(decodeHex(v.node), wrapping))).toBe(wrapped)
    }
    expect(partOf(2, 5)).toBe(v.parts[2]!.part)
  })
})

describe.skipIf(!ecdh)('Wycheproof ECDH on secp256k1', () => {
  // The vectors carry public keys as ASN.1; the point is its tail. Those with another encoding are not our business.
  const header = '3056301006072a8648ce3d020106052b8104000a034200'
  const cases = (ecdh?.testGroups ?? []).flatMap(({ tests }) => tests)

  test('valid cases give the address of the published point', () => {
    const valid = cases.filter((c) => c.result === 'valid' && c.public.startsWith(`${header}04`))
    expect(valid.length).toBeGreaterThan(100)
    for (const c of valid) {
      const secret = decodeHex(`0x${BigInt(`0x${c.private}`).toString(16).padStart(64, '0')}`)
      const x = BigInt(`0x${c.public.slice(48, 112)}`)
      const y = BigInt(`0x${c.public.slice(112)}`)
      if (!isUsablePoint({ x, y })) {
        expect(x).toBeGreaterThanOrEqual(secp256k1.Point.CURVE().n)
        continue
      }
      const candidates = ['02', '03'].map((sign) =>
        keccak256(secp256k1.Point.fromHex(`${sign}${c.shared}`).toBytes(false).subarray(1)).slice(12),
      )
      expect(candidates).toContainEqual(shareAddress(secret, { x, y }))
    }
  })

  test('points off the curve are refused', () => {
    const invalid = cases.filter((c) => c.result === 'invalid' && c.public.startsWith(`${header}04`))
    const points = invalid
      .filter((c) => c.public.length === 176)
      .map((c) => ({ x: BigInt(`0x${c.public.slice(48, 112)}`), y: BigInt(`0x${c.public.slice(112)}`) }))
    expect(points.length).toBeGreaterThan(0)
    for (const point of points) {
      expect(() => shareAddress(word(3), point)).toThrow(expect.objectContaining({ name: 'Crypto.InvalidPointError' }))
    }
  })
})

test('the buyer unwraps what the seller wrapped, and nobody else', () => {
  const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(bytes32, bytes32, fc.nat({ max: 2 ** 32 - 1 }), (node, order, part) => {
      const [buyer, seller, other] = [createOneTimeKey(), createOneTimeKey(), createOneTimeKey()]
      const wrapping = { shared: shareAddress(seller.secret, buyer.point), orderId: order, part }
      const wrapped = wrapNode(node, wrapping)
      const shared = shareAddress(buyer.secret, seller.point)
      expect(unwrapNode(wrapped, { shared, orderId: order, part })).toEqual(node)
      const foreign = shareAddress(other.secret, seller.point)
      expect(unwrapNode(wrapped, { shared: foreign, orderId: order, part })).not.toEqual(node)
      expect(unwrapNode(wrapped, { shared, orderId: order, part: (part + 1) % 2 ** 32 })).not.toEqual(node)
    }),
    { numRuns: Math.min(numRuns, 50) },
  )
})

test('refuses points that ecrecover cannot multiply', () => {
  const { p, n } = secp256k1.Point.CURVE()
  const good = pointOf(word(7))
  expect(isUsablePoint(good)).toBe(true)
  for (const bad of [
    { x: 0n, y: 0n },
    { ...good, x: good.x + n },
    { ...good, y: good.y + p },
    { ...good, y: good.y + 1n },
  ]) {
    expect(isUsablePoint(bad)).toBe(false)
    expect(() => shareAddress(word(3), bad)).toThrow(expect.objectContaining({ name: 'Crypto.InvalidPointError' }))
  }
})

test('refuses a point on the curve whose x no ecrecover takes', () => {
  const { Fp, Fn } = secp256k1.Point
  let x = Fn.ORDER
  const square = () => Fp.add(Fp.mul(Fp.sqr(x), x), 7n)
  while (Fp.pow(square(), (Fp.ORDER - 1n) / 2n) !== 1n) x++
  const point = { x, y: Fp.sqrt(square()) }
  expect(() => secp256k1.Point.fromAffine(point).assertValidity()).not.toThrow()
  expect(isUsablePoint(point)).toBe(false)
})

test('refuses secrets out of range and nodes of another length', () => {
  for (const secret of [word(0), new Uint8Array(32).fill(255), new Uint8Array(31)]) {
    expect(() => pointOf(secret)).toThrow(expect.objectContaining({ name: 'Crypto.InvalidSecretError' }))
    expect(() => shareAddress(secret, pointOf(word(7)))).toThrow(
      expect.objectContaining({ name: 'Crypto.InvalidSecretError' }),
    )
  }
  expect(() => wrapNode(new Uint8Array(31), { shared: new Uint8Array(20), orderId, part: 0 })).toThrow(
    expect.objectContaining({ name: 'Crypto.InvalidWrappedError' }),
  )
})

test('tries again when chance gives a point that cannot be used', () => {
  const secrets = [word(5)]
  expect(createOneTimeKey(() => secrets.shift()!)).toEqual({ secret: word(5), point: pointOf(word(5)) })
})
