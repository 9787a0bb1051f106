import { RLP } from '@ethereumjs/rlp'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { decodeHex, encodeHex } from '../../../lib/bytes/hex.ts'
import { loadKeccak } from '../../../lib/bytes/keccak256.ts'
import { logsBloom } from '../../../lib/chain/logsBloom.ts'
import type { Receipt } from '../../../lib/chain/Receipt.ts'
import { type BlockBody, blockSize, decodeBody, encodeBody } from './blockCodec.ts'
import { decodeReceipts, encodeReceipts } from './receiptCodec.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
beforeAll(loadKeccak)

const hex = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(encodeHex)
const amount = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })

const withdrawal = fc.record({ index: amount, validatorIndex: amount, address: hex(20), amount })
const body = fc.record({
  transactions: fc.array(fc.uint8Array({ minLength: 1, maxLength: 80 }), { maxLength: 5 }),
  senders: fc.array(hex(20), { maxLength: 5 }),
  withdrawals: maybe(fc.array(withdrawal, { maxLength: 3 })),
  ommers: fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { maxLength: 2 }),
})

test('a body comes back as it was kept; no withdrawals and none at all are told apart', () => {
  fc.assert(
    fc.property(body, (kept) => {
      const { withdrawals, ...rest } = kept
      const expected: BlockBody = withdrawals ? { ...rest, withdrawals } : rest
      const decoded = decodeBody(encodeBody(kept))
      const plain = (list: readonly Uint8Array[]) => list.map((bytes) => Uint8Array.from(bytes))
      const { transactions, ommers } = decoded
      expect({ ...decoded, transactions: plain(transactions), ommers: plain(ommers) }).toEqual(expected)
    }),
    { numRuns },
  )
})

test('the size of a block is the length of its RLP, which nobody has to make for that', () => {
  const list = fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 4 }).map((items) => RLP.encode(items))
  const typed = fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.of(2, ...bytes))
  const parts = {
    transactions: fc.array(fc.oneof(list, typed), { maxLength: 5 }),
    ommers: fc.array(list, { maxLength: 2 }),
  }
  const whole = fc.record({
    ...parts,
    senders: fc.constant([]),
    withdrawals: maybe(fc.array(withdrawal, { maxLength: 3 })),
  })
  fc.assert(
    fc.property(list, whole, (header, { withdrawals, ...rest }) => {
      const items = withdrawals?.map((one) => [one.index, one.validatorIndex, decodeHex(one.address), one.amount])
      const transactions = rest.transactions.map((raw) => (raw[0]! >= 0xc0 ? RLP.decode(raw) : raw))
      const block = [RLP.decode(header), transactions, rest.ommers.map((ommer) => RLP.decode(ommer))]
      const { length } = RLP.encode((items ? [...block, items] : block) as never)
      expect(blockSize(header, withdrawals ? { ...rest, withdrawals } : rest)).toBe(length)
    }),
    { numRuns },
  )
})

const log = fc.record({
  address: hex(20),
  topics: fc.array(hex(32), { maxLength: 4 }),
  data: fc.uint8Array({ maxLength: 70 }).map(encodeHex),
})
const common = {
  type: fc.nat({ max: 4 }),
  cumulativeGasUsed: amount,
  gasUsed: amount,
  effectiveGasPrice: amount,
  logs: fc.array(log, { maxLength: 3 }),
}
const extras = {
  contractAddress: maybe(hex(20)),
  blobGasUsed: maybe(amount),
  blobGasPrice: maybe(amount),
}
const receipt = fc.oneof(
  fc.record({ ...common, ...extras, status: fc.constantFrom(0 as const, 1 as const) }),
  fc.record({ ...common, ...extras, root: hex(32) }),
)

test('receipts come back as they were kept, blooms included', () => {
  fc.assert(
    fc.property(fc.array(receipt, { maxLength: 4 }), (list) => {
      const kept = list.map((one) => ({ ...one, logsBloom: logsBloom(one.logs) }) as Receipt)
      expect(decodeReceipts(encodeReceipts(kept))).toEqual(kept.map(withoutAbsent))
    }),
    { numRuns },
  )
})

function withoutAbsent(receipt: Receipt): Receipt {
  return Object.fromEntries(Object.entries(receipt).filter(([, value]) => value !== undefined)) as Receipt
}
