import { secp256k1 } from '@noble/curves/secp256k1.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeHex } from '../bytes/hex.ts'
import { deriveReadingKey, findRecordKey, isSealedRecord, openRecord, readingPoint, sealRecord } from './recordSeal.ts'

const seed = new Uint8Array(32).fill(3)
const document = new TextEncoder().encode('{"title":"Brakes"}')

test('the owner finds the key of a sealed document, and whoever is given it reads the document', async () => {
  const readingKey = await deriveReadingKey(seed, 7n)
  const { block, key } = await sealRecord(document, decodeHex(readingPoint(readingKey)))
  expect(isSealedRecord(block)).toBe(true)
  expect(await findRecordKey(block, readingKey)).toEqual(key)
  expect(await openRecord(block, key)).toEqual(document)
})

test('each car has a reading key of its own, and the same seed gives it again', async () => {
  const [one, again, two] = await Promise.all([7n, 7n, 8n].map((id) => deriveReadingKey(seed, id)))
  expect(one).toEqual(again)
  expect(one).not.toEqual(two)
})

test('another key, a flipped bit and what is not sealed are refused by name', async () => {
  const readingKey = await deriveReadingKey(seed, 7n)
  const { block, key } = await sealRecord(document, decodeHex(readingPoint(readingKey)))
  const other = await findRecordKey(block, await deriveReadingKey(seed, 8n))
  const refused = { name: 'Appraisal.SealedRecordError' }
  await expect(openRecord(block, other)).rejects.toMatchObject(refused)
  await expect(openRecord(document, key)).rejects.toMatchObject(refused)
  await expect(sealRecord(document, new Uint8Array(33))).rejects.toMatchObject(refused)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: block.length * 8 - 1 }), async (bit) => {
      const changed = block.slice()
      changed[bit >> 3]! ^= 1 << (bit & 7)
      await expect(openRecord(changed, key)).rejects.toMatchObject(refused)
    }),
  )
})

test('what one sealed document opens to says nothing about another', async () => {
  const point = secp256k1.getPublicKey(secp256k1.utils.randomSecretKey(), true)
  const [first, second] = await Promise.all([sealRecord(document, point), sealRecord(document, point)])
  expect(first.key).not.toEqual(second.key)
  await expect(openRecord(first.block, second.key)).rejects.toMatchObject({ name: 'Appraisal.SealedRecordError' })
})
