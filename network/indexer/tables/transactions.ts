import { z } from 'zod'
import { findMethod } from '../../../lib/explorer/findMethod.ts'
import { NotFoundError, route } from '../api/Route.ts'
import { addressText, countText, hashText, pageClause, pageOf, pageParams, toPage } from '../api/schemas.ts'
import { type IndexedTransaction, type IndexTable, positionOf } from '../IndexTable.ts'

const columns =
  't.position, t.hash, t.block, t.time, t.sender AS "from", t.recipient AS "to", t.created, t.value, t.nonce, t.gas_used AS "gasUsed", t.selector, t.method, t.ok'

const transactionSchema = z.object({
  position: z.number(),
  hash: z.string(),
  block: z.number(),
  time: z.number(),
  from: z.string(),
  to: z.string().nullable(),
  created: z.string().nullable().meta({ description: 'The contract that it made.' }),
  value: z.string().meta({ description: 'wei, decimal' }),
  nonce: z.number(),
  gasUsed: z.number(),
  selector: z.string().nullable(),
  method: z.string().nullable().meta({ description: 'The function, where a system contract was called.' }),
  ok: z.number().meta({ description: '1 where it succeeded, 0 where it reverted.' }),
})
type Transaction = z.infer<typeof transactionSchema>

const addressSchema = z.object({
  address: z.string(),
  transactions: z.number(),
  transfers: z.number(),
  first: z.number().nullable().meta({ description: 'Block in which it was seen first; null where it never was.' }),
  last: z.number().nullable(),
})

/** Transactions, and for each address those that it sent, received or was made by. */
export const transactionsTable: IndexTable = {
  name: 'transactions',
  tables: ['transactions', 'history', 'addresses'],
  schema: [
    `CREATE TABLE transactions (position bigint PRIMARY KEY, hash text NOT NULL, block bigint NOT NULL, time bigint NOT NULL,
      sender text NOT NULL, recipient text, created text, value text NOT NULL, nonce bigint NOT NULL, gas_used bigint NOT NULL,
      selector text, method text, ok integer NOT NULL)`,
    'CREATE UNIQUE INDEX transactions_hash ON transactions (hash)',
    'CREATE INDEX transactions_sender ON transactions (sender, nonce)',
    'CREATE TABLE history (address text NOT NULL, position bigint NOT NULL, PRIMARY KEY (address, position))',
    `CREATE TABLE addresses (address text PRIMARY KEY, transactions bigint NOT NULL, transfers bigint NOT NULL,
      first bigint NOT NULL, last bigint NOT NULL)`,
  ],
  async onBlock(block, { write }) {
    await write.insert(
      'transactions',
      block.transactions.map((transaction) => toRow(transaction, block.number, block.timestamp)),
    )
    const entries = block.transactions.flatMap((transaction) =>
      partiesOf(transaction).map((address) => ({ address, position: transaction.position })),
    )
    await write.insert('history', entries)
    const counts = Map.groupBy(entries, ({ address }) => address)
    await write.insert(
      'addresses',
      [...counts].map(([address, { length }]) => ({
        address,
        transactions: length,
        transfers: 0,
        first: block.number,
        last: block.number,
      })),
      '(address) DO UPDATE SET transactions = addresses.transactions + excluded.transactions, last = excluded.last',
    )
  },
  routes: [
    route({
      path: '/transactions',
      summary: 'Transactions, newest first.',
      params: z.object(pageParams),
      answer: pageOf(transactionSchema),
      async run(page, { store }) {
        const { sql, params } = pageClause('t.position', page)
        return toPage(await store.all<Transaction>(`SELECT ${columns} FROM transactions t WHERE ${sql}`, params), page)
      },
    }),
    route({
      path: '/transactions/{hash}',
      summary: 'One transaction.',
      params: z.object({ hash: hashText }),
      answer: transactionSchema,
      async run({ hash }, { store }) {
        const [row] = await store.all<Transaction>(`SELECT ${columns} FROM transactions t WHERE t.hash = ?`, [hash])
        if (!row) throw new NotFoundError(`transaction ${hash}`)
        return row
      },
    }),
    route({
      path: '/blocks/{number}/transactions',
      summary: 'The transactions of a block, last first.',
      params: z.object({ number: countText, ...pageParams }),
      answer: pageOf(transactionSchema),
      async run({ number, ...page }, { store }) {
        const low = positionOf(number, 0)
        const high = positionOf(number + 1, 0)
        const { sql, params } = pageClause('t.position', page)
        const where = `t.position >= ? AND t.position < ? AND ${sql}`
        return toPage(
          await store.all<Transaction>(`SELECT ${columns} FROM transactions t WHERE ${where}`, [low, high, ...params]),
          page,
        )
      },
    }),
    route({
      path: '/addresses/{address}',
      summary: 'What the index counts of an address; zeros where it was never seen.',
      params: z.object({ address: addressText }),
      answer: addressSchema,
      async run({ address }, { store }) {
        const sql = 'SELECT * FROM addresses WHERE address = ?'
        const [row] = await store.all<z.infer<typeof addressSchema>>(sql, [address])
        return row ?? { address, transactions: 0, transfers: 0, first: null, last: null }
      },
    }),
    route({
      path: '/addresses/{address}/nonces/{nonce}',
      summary: 'The transaction that an address sent with a nonce; no row where it has sent none yet.',
      params: z.object({ address: addressText, nonce: countText }),
      answer: z.object({ rows: z.array(transactionSchema) }),
      async run({ address, nonce }, { store }) {
        const sql = `SELECT ${columns} FROM transactions t WHERE t.sender = ? AND t.nonce = ?`
        return { rows: await store.all<Transaction>(sql, [address, nonce]) }
      },
    }),
    route({
      path: '/addresses/{address}/transactions',
      summary: 'The transactions that an address sent or received, newest first.',
      params: z.object({ address: addressText, ...pageParams }),
      answer: pageOf(transactionSchema),
      async run({ address, ...page }, { store }) {
        const { sql, params } = pageClause('h.position', page)
        const from = 'history h JOIN transactions t ON t.position = h.position'
        return toPage(
          await store.all<Transaction>(`SELECT ${columns} FROM ${from} WHERE h.address = ? AND ${sql}`, [
            address,
            ...params,
          ]),
          page,
        )
      },
    }),
  ],
}

function partiesOf({ from, to, created }: IndexedTransaction): string[] {
  return [...new Set([from, to, created].filter((address) => address !== undefined))]
}

function toRow(transaction: IndexedTransaction, block: number, time: number) {
  const { input, to } = transaction
  const selector = to && input.length >= 10 ? input.slice(0, 10) : null
  return {
    position: transaction.position,
    hash: transaction.hash,
    block,
    time,
    sender: transaction.from,
    recipient: to ?? null,
    created: transaction.created ?? null,
    value: String(transaction.value),
    nonce: transaction.nonce,
    gas_used: transaction.gasUsed,
    selector,
    method: selector && to ? findMethod(to, input) : null,
    ok: transaction.ok ? 1 : 0,
  }
}
