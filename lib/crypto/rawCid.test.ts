import { blake3 } from '@noble/hashes/blake3.js'
import fc from 'fast-check'
import { CID } from 'multiformats/cid'
import * as raw from 'multiformats/codecs/raw'
import { create as createDigest } from 'multiformats/hashes/digest'
import { expect, test } from 'vitest'
import { cidOf, cidPattern, formatRawCid, isBlockOf, parseRawCid } from './rawCid.ts'

test('names blocks as multiformats does', async () => {
  for (const length of [0, 11, 65_536, 65_537, 300_000]) {
    const block = Uint8Array.from({ length }, (_, i) => i % 251)
    const expected = CID.createV1(raw.code, createDigest(0x1e, blake3(block))).toString()
    expect(await cidOf(block)).toBe(expected)
    expect(expected).toMatch(cidPattern)
    expect(await isBlockOf(expected, block)).toBe(true)
    expect(await isBlockOf(expected, new Uint8Array([...block, 0]))).toBe(false)
  }
})

test('parses what it formats, and nothing with one character changed', () => {
  const digests = fc.uint8Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(digests, fc.nat({ max: 58 }), fc.constantFrom(...'b7A1=-'), (digest, place, character) => {
      const cid = formatRawCid(digest)
      expect(parseRawCid(cid)).toEqual(digest)
      const changed = cid.slice(0, place) + character + cid.slice(place + 1)
      if (changed === cid) return
      let parsed: Uint8Array | undefined
      try {
        parsed = parseRawCid(changed)
      } catch (error) {
        expect(error).toMatchObject({ name: 'Crypto.InvalidCidError' })
      }
      expect(parsed).not.toEqual(digest)
    }),
  )
})

test.each(['', 'b', 'bafk', 'QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWKPbdG', `z${'a'.repeat(58)}`])(
  'refuses "%s"',
  (cid) => {
    expect(() => parseRawCid(cid)).toThrow(expect.objectContaining({ name: 'Crypto.InvalidCidError' }))
  },
)
