import { z } from 'zod'
import { route } from '../api/Route.ts'
import { addressText, pageClause, pageOf, pageParams, toPage } from '../api/schemas.ts'
import type { IndexTable } from '../IndexTable.ts'
import { movesOf } from '../movesOf.ts'

const columns = 'p.position, p.token, p.id, p.holder, p.net AS pieces, t.symbol'
const from = 'pieces p LEFT JOIN tokens t ON t.token = p.token'
const nobody = `0x${'00'.repeat(20)}`

const pieceSchema = z.object({
  position: z.number().meta({ description: 'Grows with each move; a cursor and nothing else.' }),
  token: z.string(),
  id: z.string(),
  holder: z.string(),
  pieces: z.string().meta({ description: 'The sum of all moves, decimal.' }),
  symbol: z.string().nullable(),
})
type Piece = z.infer<typeof pieceSchema>
const idText = z.string().regex(/^\d{1,78}$/, 'expected a whole number')

/** Who holds how many pieces of which item of an ERC-1155. Items have no single owner there. */
export const piecesTable: IndexTable = {
  name: 'pieces',
  tables: ['pieces'],
  schema: [
    `CREATE TABLE pieces (token text NOT NULL, id text NOT NULL, holder text NOT NULL, net text NOT NULL,
      position bigint NOT NULL, PRIMARY KEY (token, id, holder))`,
    'CREATE INDEX pieces_holder ON pieces (holder, position)',
    'CREATE INDEX pieces_item ON pieces (token, id, position)',
  ],
  async onBlock(block, { write }) {
    for (const { move, position } of movesOf(block)) {
      if (move.standard !== 'erc1155') continue
      const item = [move.token, String(move.value)]
      await write.insert(
        'items',
        [{ token: move.token, id: String(move.value), owner: null, position }],
        '(token, id) DO UPDATE SET position = excluded.position',
      )
      // Giver and receiver of one move are two rows, so each has a position of its own.
      for (const [holder, delta, side] of [
        [move.from, -move.pieces!, 0],
        [move.to, move.pieces!, 1],
      ] as const) {
        if (holder === nobody) continue
        const [known] = await write.all<{ net: string }>(
          'SELECT net FROM pieces WHERE token = ? AND id = ? AND holder = ?',
          [...item, holder],
        )
        const net = String(BigInt(known?.net ?? 0) + delta)
        await write.insert(
          'pieces',
          [{ token: move.token, id: String(move.value), holder, net, position: 2 * position + side }],
          '(token, id, holder) DO UPDATE SET net = excluded.net, position = excluded.position',
        )
      }
    }
  },
  routes: [
    route({
      path: '/addresses/{address}/pieces',
      summary: 'The items of ERC-1155 collections of which an address holds pieces, last moved first.',
      params: z.object({ address: addressText, ...pageParams }),
      answer: pageOf(pieceSchema),
      async run({ address, ...page }, { store }) {
        const { sql, params } = pageClause('p.position', page)
        const where = `p.holder = ? AND p.net <> '0' AND ${sql}`
        return toPage(
          await store.all<Piece>(`SELECT ${columns} FROM ${from} WHERE ${where}`, [address, ...params]),
          page,
        )
      },
    }),
    route({
      path: '/tokens/{address}/items/{id}/holders',
      summary: 'Who holds pieces of an item of an ERC-1155, last moved first.',
      params: z.object({ address: addressText, id: idText, ...pageParams }),
      answer: pageOf(pieceSchema),
      async run({ address, id, ...page }, { store }) {
        const { sql, params } = pageClause('p.position', page)
        const where = `p.token = ? AND p.id = ? AND p.net <> '0' AND ${sql}`
        return toPage(
          await store.all<Piece>(`SELECT ${columns} FROM ${from} WHERE ${where}`, [address, id, ...params]),
          page,
        )
      },
    }),
  ],
}
