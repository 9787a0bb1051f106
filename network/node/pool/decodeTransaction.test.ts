import { RLP } from '@ethereumjs/rlp'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import fc from 'fast-check'
import { keccak256, parseTransaction, serializeTransaction, type TransactionSerializable } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import { decodeHex, encodeHex, type Hex } from '../../../lib/bytes/hex.ts'
import { BaseError } from '../../../lib/errors.ts'
import { decodeTransaction } from './decodeTransaction.ts'

const chainId = 31_337
const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const account = privateKeyToAccount(`0x${'11'.repeat(32)}`)
const to = '0x00000000000000000000000000000000000000aa'

async function sign(transaction: TransactionSerializable): Promise<Uint8Array> {
  return decodeHex(await account.signTransaction(transaction))
}

function nameOf(run: () => unknown): string {
  try {
    run()
    return 'nothing thrown'
  } catch (error) {
    return error instanceof BaseError ? error.name : `untyped ${error}`
  }
}

const uint = (bits: number) => fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n })
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(encodeHex)
const common = {
  chainId: fc.constant(chainId),
  nonce: fc.nat(),
  gas: uint(63),
  to: fc.option(bytes(20), { nil: undefined }),
  value: uint(200),
  data: fc.uint8Array({ maxLength: 100 }).map(encodeHex),
}
const accessList = fc.array(fc.record({ address: bytes(20), storageKeys: fc.array(bytes(32), { maxLength: 3 }) }), {
  maxLength: 3,
})
const transactions: fc.Arbitrary<TransactionSerializable> = fc.oneof(
  fc.record({ ...common, type: fc.constant('legacy' as const), gasPrice: uint(60) }),
  fc.record({ ...common, type: fc.constant('eip2930' as const), gasPrice: uint(60), accessList }),
  fc.record({ ...common, type: fc.constant('eip1559' as const), maxFeePerGas: uint(60), accessList }),
)

test('reads back what was signed, for every type, and the signature recovers the signer', async () => {
  await fc.assert(
    fc.asyncProperty(transactions, async (transaction) => {
      const raw = await sign(transaction)
      const decoded = decodeTransaction(raw, chainId)
      const list = 'accessList' in transaction ? (transaction.accessList ?? []) : []
      expect(decoded).toMatchObject({
        hash: keccak256(raw),
        nonce: transaction.nonce,
        gasLimit: transaction.gas,
        maxFeePerGas: transaction.maxFeePerGas ?? transaction.gasPrice,
        to: transaction.to?.toLowerCase(),
        value: transaction.value,
        accessListAddresses: list.length,
        accessListKeys: list.reduce((sum, entry) => sum + entry.storageKeys.length, 0),
      })
      expect(encodeHex(decoded.data)).toBe(transaction.data)
      expect(encodeHex(decoded.signingHash)).toBe(keccak256(serializeTransaction(transaction)))
      expect(recoverWithNoble(decoded.signingHash, decoded.signature)).toBe(account.address.toLowerCase())
    }),
    { numRuns },
  )
})

test('a transaction with one bit flipped is refused by name or is another transaction', async () => {
  const raw = await sign({ type: 'eip1559', chainId, nonce: 1, gas: 21_000n, to, value: 5n, maxFeePerGas: 7n })
  const original = decodeTransaction(raw, chainId)
  fc.assert(
    fc.property(fc.nat(raw.length * 8 - 1), (bit) => {
      const flipped = raw.slice()
      flipped[bit >> 3]! ^= 1 << (bit & 7)
      const name = nameOf(() => {
        const other = decodeTransaction(flipped, chainId)
        expect(other.hash).not.toBe(original.hash)
        const signs = encodeHex(other.signingHash) + encodeHex(other.signature)
        expect(signs).not.toBe(encodeHex(original.signingHash) + encodeHex(original.signature))
      })
      expect(name).toMatch(/^(nothing thrown|Pool\.\w+Error)$/)
    }),
    { numRuns },
  )
})

test('any bytes are refused with a typed error or decoded', () => {
  const starts = fc.constantFrom<number[]>([], [1], [2], [3], [4], [0xc0], [0xf8, 0x65], [2, 0xf8, 0x70])
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 200 }), (start, rest) => {
      const name = nameOf(() => decodeTransaction(Uint8Array.of(...start, ...rest), chainId))
      expect(name).toMatch(/^(nothing thrown|Pool\.\w+Error)$/)
    }),
    { numRuns: numRuns * 20 },
  )
})

test('refuses blob transactions and delegations by name', () => {
  const refusal = (raw: Uint8Array) => () => decodeTransaction(raw, chainId)
  expect(refusal(Uint8Array.of(3, 0xc0))).toThrow(/transaction type not supported: found type 3; blob transactions/)
  expect(refusal(Uint8Array.of(4, 0xc0))).toThrow(/transaction type not supported: found type 4; account delegations/)
  expect(refusal(Uint8Array.of(0, 0xc0))).toThrow(/found type 0/)
  expect(refusal(new Uint8Array())).toThrow(/no bytes at all/)
})

test('refuses another chain, and a signature that names none', async () => {
  for (const type of ['legacy', 'eip2930', 'eip1559'] as const) {
    const raw = await sign({ type, chainId: 1, nonce: 0, gas: 21_000n, to } as TransactionSerializable)
    expect(() => decodeTransaction(raw, chainId)).toThrow(/^invalid chain id for signer: have 1 want 31337/)
  }
  const unprotected = await sign({ type: 'legacy', nonce: 0, gas: 21_000n, gasPrice: 0n, to })
  expect(() => decodeTransaction(unprotected, chainId)).toThrow(/only replay-protected \(EIP-155\).*chain id 31337/)
})

test('refuses the other signature of the same transaction, with s in the upper half', async () => {
  const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
  const serialized = await account.signTransaction({ type: 'eip1559', chainId, nonce: 0, gas: 21_000n, to })
  const { r, s, yParity, ...transaction } = parseTransaction(serialized)
  const twin: Hex = `0x${(order - BigInt(s!)).toString(16).padStart(64, '0')}`
  const raw = decodeHex(
    serializeTransaction(transaction as TransactionSerializable, { r: r!, s: twin, yParity: 1 - yParity! }),
  )
  expect(nameOf(() => decodeTransaction(raw, chainId))).toBe('Pool.InvalidSignatureError')
})

test('refuses fields that are not in canonical form', () => {
  const fields = (change: object) => {
    const legacy = { nonce: 1, price: 0, gas: 21_000, to: decodeHex(to), value: 0, data: '0x', v: 62_710, r: 1, s: 1 }
    return RLP.encode(Object.values({ ...legacy, ...change }) as Parameters<typeof RLP.encode>[0])
  }
  expect(nameOf(() => decodeTransaction(fields({}), chainId))).toBe('nothing thrown')
  const changes = [
    { nonce: Uint8Array.of(0, 1) },
    { nonce: Uint8Array.of(0) },
    { gas: new Uint8Array(9).fill(1) },
    { value: new Uint8Array(33).fill(1) },
    { to: new Uint8Array(19) },
    { data: [] },
    { extra: 1 },
  ]
  for (const change of changes) {
    expect(nameOf(() => decodeTransaction(fields(change), chainId))).toBe('Pool.InvalidTransactionError')
  }
  for (const change of [{ r: 0 }, { s: 0 }, { v: 29 }]) {
    expect(nameOf(() => decodeTransaction(fields(change), chainId))).toBe('Pool.InvalidSignatureError')
  }
})

function recoverWithNoble(hash: Uint8Array, signature: Uint8Array): Hex {
  const recovered = Uint8Array.of(signature[64]!, ...signature.subarray(0, 64))
  const key = secp256k1.recoverPublicKey(recovered, hash, { prehash: false })
  const point = secp256k1.Point.fromBytes(key).toBytes(false)
  return `0x${keccak256(point.subarray(1)).slice(-40)}`
}
