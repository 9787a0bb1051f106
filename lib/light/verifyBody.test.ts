import { expect, test } from 'vitest'
import type { Hex } from '../bytes/hex.ts'
import { hashHeader } from '../chain/hashHeader.ts'
import { parseHeader } from '../chain/parseHeader.ts'
import { encodeTransaction, recoverSender } from './encodeTransaction.ts'
import blocks from './fixtures/publicBlocks.json' with { type: 'json' }
import transactions from './fixtures/publicTransactions.json' with { type: 'json' }
import { formatReceipt, verifyReceipts } from './verifyReceipts.ts'
import { formatTransaction, verifyTransactions } from './verifyTransactions.ts'

test.each(transactions)('finds hash and sender of a public transaction: $name', ({ transaction }) => {
  const encoded = encodeTransaction(transaction)
  expect(encoded.hash).toBe(transaction.hash)
  expect(recoverSender(encoded)).toBe(transaction.from)
  expect(transaction).toMatchObject(encoded.fields)
})

test('covers every type of transaction', () => {
  expect([...new Set(transactions.map(({ transaction }) => transaction.type))].sort()).toEqual([
    '0x0',
    '0x1',
    '0x2',
    '0x3',
    '0x4',
  ])
})

test.each(blocks)('recomputes the roots of a public block and rebuilds what they fix: $name', ({ block, receipts }) => {
  const header = parseHeader(block)
  const hash = hashHeader(header)
  expect(hash).toBe(block.hash)
  const verified = { header, hash, transactions: verifyTransactions(header, block.transactions) }
  const body = { ...verified, receipts: verifyReceipts(header, receipts) }
  block.transactions.forEach((transaction, i) => {
    expect(formatTransaction(body, body.transactions, i)).toEqual(transaction)
    expect(formatReceipt(body, i, transaction.from as Hex)).toEqual(receipts[i])
  })
})

test.each(blocks)('refuses transactions and receipts out of place: $name', ({ block, receipts }) => {
  const header = parseHeader(block)
  const name = 'Light.ProofMismatchError'
  const refused = expect.objectContaining({ name })
  for (const [verify, list] of [
    [verifyTransactions, block.transactions],
    [verifyReceipts, receipts],
  ] as const) {
    expect(() => verify(header, list.slice(1))).toThrow(refused)
    expect(() => verify(header, [...list, list[0]])).toThrow(refused)
    expect(() => verify(header, [list[1], list[0], ...list.slice(2)])).toThrow(refused)
    expect(() => verify(header, [])).toThrow(refused)
  }
  expect(() => verifyTransactions(header, [{ ...block.transactions[0], hash: header.parentHash }])).toThrow(refused)
})

test('refuses a sender who did not sign', () => {
  const { block } = blocks[0]!
  const header = parseHeader(block)
  const forged = block.transactions.map((transaction) => ({ ...transaction, from: `0x${'01'.repeat(20)}` }))
  const body = { header, hash: block.hash as Hex, transactions: verifyTransactions(header, forged) }
  expect(() => formatTransaction(body, body.transactions, 0)).toThrow('the sender of')
})
