import { describe, expect, test } from 'vitest'
import { decodeHex, encodeHex } from '../bytes/hex.ts'
import { readVectors } from './fixtures/readVectors.ts'
import { decryptAesGcm, encryptAesGcm, hkdfSha256, importAesKey, sha256 } from './webCrypto.ts'

type AesTest = Record<'key' | 'iv' | 'aad' | 'msg' | 'ct' | 'tag' | 'result' | 'comment', string>
type AesVectors = { testGroups: { ivSize: number; keySize: number; tagSize: number; tests: AesTest[] }[] }
type HkdfTest = Record<'ikm' | 'salt' | 'info' | 'okm' | 'result', string> & { size: number }

const aes = readVectors<AesVectors>('wycheproof/aes_gcm_test.json')
const hkdf = readVectors<{ testGroups: { tests: HkdfTest[] }[] }>('wycheproof/hkdf_sha256_test.json')
const bytes = (hex: string) => decodeHex(`0x${hex}`)

describe.skipIf(!aes)('Wycheproof AES-GCM', () => {
  const groups = (aes?.testGroups ?? []).filter(({ keySize }) => keySize === 256)

  test('96-bit IVs: valid cases open and seal, all others are refused', async () => {
    const cases = groups.filter(({ ivSize, tagSize }) => ivSize === 96 && tagSize === 128).flatMap(({ tests }) => tests)
    expect(cases).toHaveLength(66)
    for (const { key, iv, aad, msg, ct, tag, result } of cases) {
      const input = { key: await importAesKey(bytes(key)), iv: bytes(iv), aad: bytes(aad) }
      const opened = await decryptAesGcm({ ...input, data: bytes(ct + tag) })
      expect(opened && encodeHex(opened)).toBe(result === 'valid' ? `0x${msg}` : undefined)
      if (result !== 'valid') continue
      expect(encodeHex(await encryptAesGcm({ ...input, data: bytes(msg) }))).toBe(`0x${ct}${tag}`)
    }
  })

  test('IVs of any other length are refused by name', async () => {
    const cases = groups.filter(({ ivSize }) => ivSize !== 96).flatMap(({ tests }) => tests)
    expect(cases.length).toBeGreaterThan(10)
    for (const { key, iv, aad, ct, tag } of cases) {
      const input = { key: await importAesKey(bytes(key)), iv: bytes(iv), aad: bytes(aad), data: bytes(ct + tag) }
      await expect(decryptAesGcm(input)).rejects.toMatchObject({ name: 'Crypto.InputError' })
      await expect(encryptAesGcm(input)).rejects.toMatchObject({ name: 'Crypto.InputError' })
    }
  })
})

describe.skipIf(!hkdf)('Wycheproof HKDF-SHA-256', () => {
  test('valid cases give the published bytes, others are refused', async () => {
    const cases = (hkdf?.testGroups ?? []).flatMap(({ tests }) => tests)
    expect(cases).toHaveLength(86)
    for (const { ikm, salt, info, size, okm, result } of cases) {
      const derived = hkdfSha256({ secret: bytes(ikm), salt: bytes(salt), info: bytes(info), length: size })
      if (result === 'valid') expect(encodeHex(await derived)).toBe(`0x${okm}`)
      else await expect(derived).rejects.toThrow()
    }
  })
})

test('hashes with SHA-256', async () => {
  expect(encodeHex(await sha256(new TextEncoder().encode('abc')))).toBe(
    '0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  )
})

test('imports 256-bit keys only, and never gives them back', async () => {
  for (const length of [0, 16, 24, 31, 33]) {
    await expect(importAesKey(new Uint8Array(length))).rejects.toMatchObject({ name: 'Crypto.InputError' })
  }
  await expect(crypto.subtle.exportKey('raw', await importAesKey(new Uint8Array(32)))).rejects.toThrow()
})
