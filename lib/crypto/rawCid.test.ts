import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatRawCid, parseRawCid } from './rawCid.ts'
import { sha256 } from './webCrypto.ts'

test('gives the published CID of "hello world"', async () => {
  const digest = await sha256(new TextEncoder().encode('hello world'))
  expect(formatRawCid(digest)).toBe('bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e')
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
