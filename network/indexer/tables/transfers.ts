import { z } from 'zod'
import type { TokenMove } from '../../../lib/explorer/decodeTransfers.ts'
import { route } from '../api/Route.ts'
import { addressText, pageClause, pageOf, pageParams, toPage } from '../api/schemas.ts'
import type { IndexedBlock, IndexTable } from '../IndexTable.ts'
import { type IndexedMove, movesOf } from '../movesOf.ts'

const columns =
  't.position, t.transaction_hash AS "transaction", t.block, t.time, t.token, t.standard, t.sender AS "from", t.recipient AS "to", t.value, t.pieces, t.log, t.part'

const transferSchema = z.object({
  position: z.number(),
  transaction: z.string(),
  block: z.number(),
  time: z.number(),
  token: z.string(),
  standard: z.enum(['erc20', 'erc721', 'erc1155']),
  from: z.string(),
  to: z.string(),
  value: z.string().meta({ description: 'The amount in the smallest unit, or the id of the item; decimal.' }),
  pieces: z.string().nullable().meta({ description: 'How many pieces of the item; ERC-1155 only.' }),
  log: z.number().meta({ description: 'Which log of the block tells of it.' }),
  part: z.number().meta({ description: 'Which of the moves of that log; 0 but for batches.' }),
})
type Transfer = z.infer<typeof transferSchema>

/** Where tokens went: every move of an ERC-20, ERC-721 or ERC-1155, by token, by item and by party. */
export const transfersTable: IndexTable = {
  name: 'transfers',
  tables: ['transfers', 'transfer_history'],
  schema: [
    `CREATE TABLE transfers (position bigint PRIMARY KEY, transaction_hash text NOT NULL, block bigint NOT NULL,
      time bigint NOT NULL, token text NOT NULL, standard text NOT NULL, sender text NOT NULL, recipient text NOT NULL,
      value text NOT NULL, pieces text, log integer NOT NULL, part integer NOT NULL)`,
    'CREATE INDEX transfers_token ON transfers (token, position)',
    "CREATE INDEX transfers_item ON transfers (token, value, position) WHERE standard <> 'erc20'",
    'CREATE TABLE transfer_history (address text NOT NULL, position bigint NOT NULL, PRIMARY KEY (address, position))',
  ],
  async onBlock(block, { write }) {
    const moves = movesOf(block)
    await write.insert(
      'transfers',
      moves.map((move) => toRow(move, block)),
    )
    const entries = moves.flatMap(({ move, position }) => partiesOf(move).map((address) => ({ address, position })))
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
      summary: 'The transfers of a token, newest first; of one item of a collection if asked.',
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
        const where = item === undefined ? '' : "t.standard <> 'erc20' AND t.value = ? AND "
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

function toRow({ log, move, part, position }: IndexedMove, { number, timestamp }: IndexedBlock) {
  return {
    position,
    transaction_hash: log.transactionHash,
    block: number,
    time: timestamp,
    token: move.token,
    standard: move.standard,
    sender: move.from,
    recipient: move.to,
    value: String(move.value),
    pieces: move.pieces === undefined ? null : String(move.pieces),
    log: log.logIndex,
    part,
  }
}
