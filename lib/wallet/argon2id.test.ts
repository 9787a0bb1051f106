import { expect, test } from 'vitest'
import { encodeHex } from '../bytes/hex.ts'
import { deriveArgon2id } from './argon2id.ts'

// Made with the reference implementation's command line tool: argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32
test('gives the key that the reference implementation gives', async () => {
  const salt = new TextEncoder().encode('somesalt')
  const key = await deriveArgon2id('password', salt, { memoryKib: 65_536, iterations: 2, parallelism: 1 })
  expect(encodeHex(key)).toBe('0x09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7')
})

test('gives another key for each change of password, salt and parameters', async () => {
  const salt = new Uint8Array(16)
  const light = { memoryKib: 64, iterations: 1, parallelism: 1 }
  const keys = await Promise.all([
    deriveArgon2id('password', salt, light),
    deriveArgon2id('Password', salt, light),
    deriveArgon2id('password', new Uint8Array(16).fill(1), light),
    deriveArgon2id('password', salt, { ...light, iterations: 2 }),
    deriveArgon2id('password', salt, { ...light, memoryKib: 72 }),
    deriveArgon2id('password', salt, { ...light, parallelism: 2 }),
  ])
  expect(new Set(keys.map(encodeHex)).size).toBe(keys.length)
})

test('names a derivation that the machine cannot do, without the password', async () => {
  const impossible = { memoryKib: 2 ** 31, iterations: 1, parallelism: 1 }
  const failed = deriveArgon2id('my secret password', new Uint8Array(16), impossible)
  const error = await failed.catch((caught: unknown) => caught)
  expect(error).toMatchObject({ name: 'Wallet.KdfFailedError' })
  expect(String((error as Error).cause) + (error as Error).message).not.toContain('my secret')
})
