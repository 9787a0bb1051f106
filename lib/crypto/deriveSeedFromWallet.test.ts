import { secp256k1 } from '@noble/curves/secp256k1.js'
import { hashTypedData, type TypedDataDefinition } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { deriveDataSetKey } from './deriveDataSetKey.ts'
import { deriveSeedFromWallet } from './deriveSeedFromWallet.ts'

const account = privateKeyToAccount(`0x${'11'.repeat(32)}`)
const { address } = account
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/** The same signature as a wallet would write it that returns the higher s and a recovery id of 0 or 1. */
function rewrite(signature: Hex): Hex {
  const s = order - BigInt(`0x${signature.slice(66, 130)}`)
  const v = signature.endsWith('1b') ? '01' : '00'
  return `${signature.slice(0, 66)}${s.toString(16).padStart(64, '0')}${v}` as Hex
}

test('gives the same seed each time, however the wallet writes the signature', async () => {
  const seed = await deriveSeedFromWallet({ address, signTypedData: (data) => account.signTypedData(data) })
  expect(encodeHex(seed)).toBe('0x47e6080eb4b90b9abf3cf6e4a59d4e0a86465e3b82651c9146753c1a7e6b84fd')
  const signTypedData = async (data: TypedDataDefinition) => rewrite(await account.signTypedData(data))
  expect(await deriveSeedFromWallet({ address, signTypedData })).toEqual(seed)
})

test('finds out a wallet that signs differently each time', async () => {
  const signTypedData = async (data: TypedDataDefinition): Promise<Hex> => {
    const options = { prehash: false, format: 'recovered', extraEntropy: true } as const
    const [recovery, ...rs] = secp256k1.sign(decodeHex(hashTypedData(data)), new Uint8Array(32).fill(0x11), options)
    return `${encodeHex(Uint8Array.from(rs))}0${recovery}` as Hex
  }
  await expect(deriveSeedFromWallet({ address, signTypedData })).rejects.toMatchObject({
    name: 'Crypto.UnstableSignatureError',
  })
})

test('refuses signatures of others, of contract wallets and of nobody', async () => {
  const other = privateKeyToAccount(`0x${'22'.repeat(32)}`)
  const answers: [Hex, string][] = [
    ['0x', 'Crypto.UnsuitableSignatureError'],
    [`0x${'00'.repeat(96)}`, 'Crypto.UnsuitableSignatureError'],
    [`0x${'00'.repeat(65)}`, 'Crypto.ForeignSignatureError'],
  ]
  for (const [signature, name] of answers) {
    await expect(deriveSeedFromWallet({ address, signTypedData: async () => signature })).rejects.toMatchObject({
      name,
    })
  }
  const foreign = deriveSeedFromWallet({ address, signTypedData: (data) => other.signTypedData(data) })
  await expect(foreign).rejects.toMatchObject({ name: 'Crypto.ForeignSignatureError' })
})

test('data sets, classes and privacy levels have keys that differ', async () => {
  const seed = new Uint8Array(32).fill(1)
  const base = { seed, id: new Uint8Array(32), dataClass: 'user', privacy: 'normal' } as const
  const inputs = [
    base,
    { ...base, dataClass: 'maker' },
    { ...base, dataClass: 'disputed' },
    { ...base, privacy: 'private' },
    { ...base, id: seed },
    { ...base, seed: new Uint8Array(32) },
  ] as const
  const keys = await Promise.all(inputs.map(async (input) => encodeHex(await deriveDataSetKey(input))))
  expect(new Set(keys).size).toBe(inputs.length)
  expect(keys[0]).toBe('0xf040d0b0c593647e2bb8a324cc14b1799f3bc81c5e6b4414ee8bf1d83b03f34e')
  for (const change of [{ seed: new Uint8Array(31) }, { id: new Uint8Array(33) }]) {
    await expect(deriveDataSetKey({ ...base, ...change })).rejects.toMatchObject({ name: 'Crypto.InvalidSeedError' })
  }
})
