import fc from 'fast-check'
import { hashMessage, hashTypedData, keccak256, parseTransaction, recoverAddress, stringToHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import { decodeHex, encodeHex } from '../bytes/hex.ts'
import { addressOfKey } from './deriveAccountKey.ts'
import { mail } from './fixtures/mail.ts'
import { signDigest, signMessage, signTransaction, signTypedData } from './sign.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const anyKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => new Uint8Array([1, ...bytes.slice(1)]))

test('EIP-712: signs the Mail of the specification as published', () => {
  const key = decodeHex(keccak256(stringToHex('cow')))
  expect(addressOfKey(key)).toBe('0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826')
  expect(hashTypedData(mail)).toBe('0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2')
  expect(signTypedData(mail, key)).toBe(
    '0x4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b915621c',
  )
})

test('EIP-191: signs a personal message as published', () => {
  const key = decodeHex('0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318')
  expect(hashMessage('Some data')).toBe('0x1da44b586eb0729ff70a73c326926f6ed5a25f5b056e7f47fbc6e58d86871655')
  expect(signMessage('Some data', key)).toBe(
    '0xb91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a0291c',
  )
})

test('EIP-155: signs the transaction of the specification as published', () => {
  const signed = signTransaction(
    {
      type: 'legacy',
      chainId: 1,
      nonce: 9,
      gasPrice: 20_000_000_000n,
      gas: 21_000n,
      to: '0x3535353535353535353535353535353535353535',
      value: 10n ** 18n,
    },
    decodeHex(`0x${'46'.repeat(32)}`),
  )
  expect(signed).toBe(
    '0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83',
  )
})

test('signs any digest so that its address comes back, with a low s', async () => {
  await fc.assert(
    fc.asyncProperty(anyKey, fc.uint8Array({ minLength: 32, maxLength: 32 }), async (key, digest) => {
      const signature = signDigest(encodeHex(digest), key)
      expect(await recoverAddress({ hash: encodeHex(digest), signature })).toBe(addressOfKey(key))
      expect(BigInt(signature.s) <= 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n).toBe(true)
    }),
    { numRuns },
  )
})

test('signs any fee-market transaction, message and number as the reference does', async () => {
  const anyTransaction = fc.record({
    nonce: fc.nat(),
    gas: fc.bigInt({ min: 21_000n, max: 30_000_000n }),
    value: fc.bigInt({ min: 0n, max: 2n ** 128n }),
    data: fc.uint8Array({ maxLength: 200 }).map(encodeHex),
    maxFeePerGas: fc.bigInt({ min: 100n, max: 10n ** 12n }),
  })
  await fc.assert(
    fc.asyncProperty(anyKey, anyTransaction, async (key, fields) => {
      const account = privateKeyToAccount(encodeHex(key))
      const to = account.address
      const transaction = { type: 'eip1559', chainId: 2018, to, maxPriorityFeePerGas: 1n, ...fields } as const
      const signed = signTransaction(transaction, key)
      expect(signed).toBe(await account.signTransaction(transaction))
      expect(parseTransaction(signed)).toMatchObject({ chainId: 2018, gas: fields.gas })
      expect(signMessage({ raw: fields.data }, key)).toBe(await account.signMessage({ message: { raw: fields.data } }))
    }),
    { numRuns: Math.min(numRuns, 200) },
  )
})
