import { HDKey } from '@scure/bip32'
import { expect, test } from 'vitest'
import { decodeHex, encodeHex } from '../bytes/hex.ts'
import { addressOfKey, deriveAccountKey } from './deriveAccountKey.ts'
import { bip32Vectors } from './fixtures/bip32.ts'
import { deriveSeed } from './mnemonic.ts'

const addressesOf = async (mnemonic: string, count: number) => {
  const seed = await deriveSeed(mnemonic)
  return Array.from({ length: count }, (_, i) => addressOfKey(deriveAccountKey(seed, i)))
}

test('BIP-32: the library below derives every published extended key', () => {
  for (const { seed, keys } of bip32Vectors) {
    const master = HDKey.fromMasterSeed(decodeHex(seed))
    for (const [path, xprv] of keys) expect(master.derive(path).privateExtendedKey).toBe(xprv)
  }
})

test("BIP-44: gives the known Ethereum addresses of m/44'/60'/0'/0/i", async () => {
  expect(await addressesOf('test test test test test test test test test test test junk', 5)).toEqual([
    '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
    '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
    '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
    '0x90F79bf6EB2c4f870365E785982E1f101E93b906',
    '0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65',
  ])
  const abandon = 'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about'
  expect(await addressesOf(abandon, 1)).toEqual(['0x9858EfFD232B4033E47d90003D41EC34EcaEda94'])
})

test('walks the path step by step as the library walks it whole', async () => {
  const seed = await deriveSeed('legal winner thank year wave sausage worth useful legal winner thank yellow', 'x')
  for (const index of [0, 1, 2147483647]) {
    const whole = HDKey.fromMasterSeed(seed).derive(`m/44'/60'/0'/0/${index}`).privateKey!
    expect(encodeHex(deriveAccountKey(seed, index))).toBe(encodeHex(whole))
  }
})

test('EIP-55: writes addresses with the published capitals', () => {
  expect(addressOfKey(decodeHex(`0x${'46'.repeat(32)}`))).toBe('0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F')
  expect(addressOfKey(decodeHex('0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318'))).toBe(
    '0x2c7536E3605D9C16a7a3D7b1898e529396a65c23',
  )
})

test('refuses an index that is no index', () => {
  const seed = new Uint8Array(64)
  for (const index of [-1, 0.5, Number.NaN, 2 ** 31]) {
    expect(() => deriveAccountKey(seed, index)).toThrow(expect.objectContaining({ name: 'Wallet.AccountIndexError' }))
  }
})
