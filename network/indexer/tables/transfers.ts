import { z } from 'zod'
import { decodeTransfer, type TokenMove } from '../../../lib/explorer/decodeTransfer.ts'
import { route } from '../api/Route.ts'
import { addressText, pageClause, pageOf, pageParams, toPage } from '../api/schemas.ts'
import type { IndexedLog, IndexTable } from '../IndexTable.ts'

const columns =
  't.position, t.transaction_hash AS "transaction", t.block, t.time, t.token, t.standard, t.sender AS "from", t.recipient AS "to", t.value'

const transferSchema = z.object({
  position: z.number(),
  transaction: z.string(),
  block: z.number(),
  time: z.number(),
  token: z.string(),
  standard: z.enum(['erc20', 'erc721']),
  from: z.string(),
  to: z.string(),
  value: z.string().meta({ description: 'The amount in the smallest unit, or the id of the item; decimal.' }),
})
type Transfer = z.infer<typeof transferSchema>

/** Where tokens went: every Transfer of an ERC-20 or ERC-721, by token, by item and by party. */
export const transfersTable: IndexTable = {
  name: 'transfers',
  tables: ['transfers', 'transfer_history'],
  schema: [
    `CREATE TABLE transfers (position bigint PRIMARY KEY, transaction_hash text NOT NULL, block bigint NOT NULL,
      time bigint NOT NULL, token text NOT NULL, standard text NOT NULL, sender text NOT NULL, recipient text NOT NULL,
      value text NOT NULL)`,
    'CREATE INDEX transfers_token ON transfers (token, position)',
    "CREATE INDEX transfers_item ON transfers (token, value, position) WHERE standard = 'erc721'",
    'CREATE TABLE transfer_history (address text NOT NULL, position bigint NOT NULL, PRIMARY KEY (address, position))',
  ],
  async onBlock(block, { write }) {
    const moves = block.logs.flatMap((log) => {
      const move = decodeTransfer(log)
      return move ? [{ log, move }] : []
    })
    await write.insert(
      'transfers',
      moves.map(({ log, move }) => toRow(log, move, block.number, block.timestamp)),
    )
    const entries = moves.flatMap(({ log, move }) =>
      partiesOf(move).map((address) => ({ address, position: log.position })),
    )
    await write.insert('transfer_history', entries)
    const counts = Map.groupBy(entries, ({ address }) => address)
    await write.insert(
      'addresses',
      [...counts].map(([address, { length }]) => ({
        address,
        transactions: 0,
        transfers: length,
        first: block.number,
        last: block.number,
      })),
      '(address) DO UPDATE SET transfers = addresses.transfers + excluded.transfers, last = excluded.last',
    )
  },
  routes: [
    route({
      path: '/addresses/{address}/transfers',
      summary: 'The tokens that an address sent or received, newest first; of one token if asked.',
      params: z.object({ address: addressText, token: addressText.optional(), ...pageParams }),
      answer: pageOf(transferSchema),
      async run({ address, token, ...page }, { store }) {
        const { sql, params } = pageClause('h.position', page)
        const from = 'transfer_history h JOIN transfers t ON t.position = h.position'
        const where = token === undefined ? '' : 't.token = ? AND '
        const filter = token === undefined ? [address] : [address, token]
        return toPage(
          await store.all<Transfer>(`SELECT ${columns} FROM ${from} WHERE h.address = ? AND ${where}${sql}`, [
            ...filter,
            ...params,
          ]),
          page,
        )
      },
    }),
    route({
      path: '/tokens/{address}/transfers',
      summary: 'The transfers of a token, newest first; of one item of an ERC-721 if asked.',
      params: z.object({
        address: addressText,
        item: z
          .string()
          .regex(/^\d{1,78}$/)
          .optional(),
        ...pageParams,
      }),
      answer: pageOf(transferSchema),
      async run({ address, item, ...page }, { store }) {
        const { sql, params } = pageClause('t.position', page)
        const where = item === undefined ? '' : "t.standard = 'erc721' AND t.value = ? AND "
        const filter = item === undefined ? [address] : [address, item]
        return toPage(
          await store.all<Transfer>(`SELECT ${columns} FROM transfers t WHERE t.token = ? AND ${where}${sql}`, [
            ...filter,
            ...params,
          ]),
          page,
        )
      },
    }),
  ],
}

const nobody = `0x${'00'.repeat(20)}`

function partiesOf({ from, to }: TokenMove): string[] {
  return [...new Set<string>([from, to])].filter((address) => address !== nobody)
}

function toRow(log: IndexedLog, move: TokenMove, block: number, time: number) {
  return {
    position: log.position,
    transaction_hash: log.transactionHash,
    block,
    time,
    token: move.token,
    standard: move.standard,
    sender: move.from,
    recipient: move.to,
    value: String(move.value),
  }
}
