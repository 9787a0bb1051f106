import { secp256k1 } from '@noble/curves/secp256k1.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeHex } from '../bytes/hex.ts'
import { createSealRecovery } from './createSealRecovery.ts'
import { producers } from './fixtures/sealHeader.ts'
import { recoverWithNoble } from './recoverSealers.ts'
import { recoverWithWasm } from './recoverWithWasm.ts'
import { signSeal } from './signSeal.ts'

const set = producers(7)
const digests = Array.from({ length: 12 }, (_, i) => decodeHex(`0x${(i + 1).toString(16).padStart(2, '0').repeat(32)}`))

function sealOf(digest: Uint8Array, signer: number) {
  const seal = decodeHex(signSeal(`0x${Buffer.from(digest).toString('hex')}`, set[signer]!.privateKey))
  return { signature: seal.subarray(0, 64), recoveryId: seal[64] as 0 | 1 }
}

test('gives the key that recovery gives, whatever comes in which order', () => {
  const digest = fc.integer({ min: 0, max: digests.length - 1 })
  const signer = fc.integer({ min: 0, max: set.length - 1 })
  const flip = fc.option(fc.integer({ min: 0, max: 511 }), { freq: 2 })
  const seals = fc.array(fc.tuple(digest, signer, flip, fc.boolean()), { maxLength: 24 })
  fc.assert(
    fc.property(seals, (list) => {
      const recover = createSealRecovery()
      for (const [of, who, bit, otherId] of list) {
        const { signature, recoveryId } = sealOf(digests[of]!, who)
        if (bit !== null) signature[bit >> 3]! ^= 1 << (bit & 7)
        const id = (otherId ? 1 - recoveryId : recoveryId) as 0 | 1
        const found = recover(digests[of]!, signature, id)
        expect(found).toEqual(recoverWithNoble(digests[of]!, signature, id))
        expect(found).toEqual(recoverWithWasm(digests[of]!, signature, id))
      }
    }),
    { numRuns: 12 },
  )
})

test('a key is recovered once and then only checked, while the order stays', () => {
  let recovered = 0
  const recover = createSealRecovery((...seal) => {
    recovered++
    return recoverWithNoble(...seal)
  })
  for (const digest of digests) {
    for (const [i, { privateKey }] of set.entries()) {
      const { signature, recoveryId } = sealOf(digest, i)
      expect(recover(digest, signature, recoveryId)).toEqual(secp256k1.getPublicKey(privateKey, false))
    }
  }
  // All of the first header, and its first seal once more, since nothing had followed the last one yet.
  expect(recovered).toBe(set.length + 1)
})

test('the mirrored signature, which names the other point, is no match of the guess', () => {
  const recover = createSealRecovery()
  for (const digest of digests.slice(0, 3)) {
    const { signature, recoveryId } = sealOf(digest, 0)
    recover(digest, signature, recoveryId)
  }
  const { signature, recoveryId } = sealOf(digests[4]!, 0)
  const { r, s } = secp256k1.Signature.fromBytes(signature, 'compact')
  const mirrored = new secp256k1.Signature(r, secp256k1.Point.Fn.neg(s)).toBytes('compact')
  expect(recover(digests[4]!, mirrored, recoveryId)).toEqual(recoverWithNoble(digests[4]!, mirrored, recoveryId))
  expect(recover(digests[4]!, mirrored, recoveryId)).not.toEqual(recover(digests[4]!, signature, recoveryId))
})
