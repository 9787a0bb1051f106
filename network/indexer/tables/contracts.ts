import { z } from 'zod'
import { route } from '../api/Route.ts'
import { pageClause, pageOf, pageParams, toPage } from '../api/schemas.ts'
import type { IndexTable } from '../IndexTable.ts'

const contractSchema = z.object({
  position: z.number(),
  address: z.string(),
  creator: z.string(),
  transaction: z.string(),
  time: z.number(),
})

/** Contracts that transactions made. Those that contracts made in turn leave no trace in receipts and are not here. */
export const contractsTable: IndexTable = {
  name: 'contracts',
  tables: ['contracts'],
  schema: [
    `CREATE TABLE contracts (position bigint PRIMARY KEY, address text NOT NULL, creator text NOT NULL,
      transaction_hash text NOT NULL, time bigint NOT NULL)`,
    'CREATE INDEX contracts_address ON contracts (address)',
  ],
  async onBlock(block, { write }) {
    const made = block.transactions.filter(({ created, ok }) => created !== undefined && ok)
    await write.insert(
      'contracts',
      made.map((transaction) => ({
        position: transaction.position,
        address: transaction.created!,
        creator: transaction.from,
        transaction_hash: transaction.hash,
        time: block.timestamp,
      })),
    )
  },
  routes: [
    route({
      path: '/contracts',
      summary: 'Contracts that transactions made, newest first; by address or creator if asked.',
      params: z.object({
        ...pageParams,
        address: z
          .string()
          .regex(/^0x[0-9a-fA-F]{40}$/)
          .transform((text) => text.toLowerCase())
          .optional(),
      }),
      answer: pageOf(contractSchema),
      async run({ address, ...page }, { store }) {
        const { sql, params } = pageClause('position', page)
        const where = address === undefined ? '' : 'address = ? AND '
        const filter = address === undefined ? [] : [address]
        const columns = 'position, address, creator, transaction_hash AS "transaction", time'
        return toPage(
          await store.all<z.infer<typeof contractSchema>>(`SELECT ${columns} FROM contracts WHERE ${where}${sql}`, [
            ...filter,
            ...params,
          ]),
          page,
        )
      },
    }),
  ],
}
