import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesOf, root, sealBytes } from './fixtures/createMemoryBlocks.ts'
import { createGrant, openGrant } from './grant.ts'
import { deriveKey, maxDepth } from './keyTree.ts'
import { verifyKeys } from './verifyKeys.ts'
import { createOneTimeKey } from './wrapNode.ts'

const orderId = new Uint8Array(32).fill(3)
const buyer = createOneTimeKey()
const scope = { range: { from: 1, to: 6, chunks: 10 }, orderId, stage: 2 }
const delivery = createGrant({ ...scope, root, buyer: buyer.point })
const offer = { ...scope, ...delivery, secret: buyer.secret }

test('the buyer gets the keys of the range and no others', () => {
  const keyOf = openGrant(offer)
  for (let i = 1; i < 6; i++) expect(keyOf(i)).toEqual(deriveKey(root, i, maxDepth))
  for (const index of [0, 6]) {
    expect(() => keyOf(index)).toThrow(expect.objectContaining({ name: 'Crypto.NotGrantedError' }))
  }
})

test('each grant has a point of its own', () => {
  expect(createGrant({ ...scope, root, buyer: buyer.point }).point).not.toEqual(delivery.point)
})

test('keys verify against the key root, and not with one bit of any wrapped node flipped', async () => {
  const { set, getBlock } = await sealBytes(bytesOf(40_000))
  const verify = (wrapped: Uint8Array[]) =>
    verifyKeys({ set, getBlock, range: scope.range, keyOf: openGrant({ ...offer, wrapped }) })
  await verify(delivery.wrapped)
  await fc.assert(
    fc.asyncProperty(fc.nat(delivery.wrapped.length - 1), fc.nat(255), async (part, bit) => {
      const wrapped = delivery.wrapped.map((node) => node.slice())
      wrapped[part]![bit >> 3]! ^= 1 << (bit & 7)
      await expect(verify(wrapped)).rejects.toMatchObject({ name: 'Crypto.WrongKeyError' })
    }),
    { numRuns: 30 },
  )
  for (const change of [{ stage: 1 }, { orderId: new Uint8Array(32) }, { secret: createOneTimeKey().secret }]) {
    const keyOf = openGrant({ ...offer, ...change })
    const verifying = verifyKeys({ set, getBlock, range: scope.range, keyOf })
    await expect(verifying).rejects.toMatchObject({ name: 'Crypto.WrongKeyError' })
  }
})

test('refuses a delivery with missing parts, a bad order id and a bad point by name', () => {
  const expectName = (change: object, name: string) =>
    expect(() => openGrant({ ...offer, ...change })).toThrow(expect.objectContaining({ name }))
  expectName({ wrapped: delivery.wrapped.slice(1) }, 'Crypto.WrongPartsError')
  expectName({ orderId: new Uint8Array(31) }, 'Crypto.InvalidOrderIdError')
  expectName({ point: { x: 1n, y: 1n } }, 'Crypto.InvalidPointError')
  expectName({ wrapped: delivery.wrapped.map((node) => node.slice(1)) }, 'Crypto.InvalidWrappedError')
})
