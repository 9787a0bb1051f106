import { secp256k1 } from '@noble/curves/secp256k1.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { afterAll, expect, test } from 'vitest'
import { encodeHex } from '../../../lib/bytes/hex.ts'
import { startRecovery } from './startRecovery.ts'

const recovery = startRecovery()
afterAll(recovery.stop)

function createSigned(index: number) {
  const key = keccak_256(Uint8Array.of(1, index >> 8, index))
  const hash = keccak_256(Uint8Array.of(2, index >> 8, index))
  const recovered = secp256k1.sign(hash, key, { prehash: false, format: 'recovered' })
  const signature = Uint8Array.of(...recovered.subarray(1), recovered[0]!)
  const point = secp256k1.getPublicKey(key, false)
  return { hash, signature, sender: encodeHex(keccak_256(point.subarray(1)).subarray(12)) }
}

test('agrees with noble on more signatures than one batch holds, sent at once', async () => {
  const signed = Array.from({ length: 600 }, (_, i) => createSigned(i))
  const senders = await Promise.all(signed.map(({ hash, signature }) => recovery.recover(hash, signature)))
  expect(senders).toEqual(signed.map(({ sender }) => sender))
})

test('a damaged signature gives another sender or a typed error, and spares its neighbours in the batch', async () => {
  const { hash, signature, sender } = createSigned(7)
  const impossible = new Uint8Array(65).fill(0xff)
  const flipped = signature.slice()
  flipped[40]! ^= 1
  const answers = await Promise.allSettled([impossible, flipped, signature].map((each) => recovery.recover(hash, each)))
  expect(answers[0]).toMatchObject({ status: 'rejected', reason: { name: 'Pool.InvalidSignatureError' } })
  expect(answers[1]).not.toMatchObject({ value: sender })
  expect(answers[2]).toMatchObject({ status: 'fulfilled', value: sender })
})

test('stopping rejects what still waits', async () => {
  const other = startRecovery()
  const { hash, signature } = createSigned(1)
  const lost = expect(other.recover(hash, signature)).rejects.toMatchObject({ name: 'Pool.RecoveryFailedError' })
  await other.stop()
  await lost
  await expect(other.recover(hash, signature)).rejects.toMatchObject({ name: 'Pool.RecoveryFailedError' })
})
