import { z } from 'zod'
import { stringifyArguments } from '../../../lib/explorer/stringifyArguments.ts'
import { route } from '../api/Route.ts'
import { pageClause, pageOf, pageParams, toPage } from '../api/schemas.ts'
import type { IndexTable } from '../IndexTable.ts'

const columns = 'position, transaction_hash AS "transaction", block, time, contract, address, name, args'

const eventSchema = z.object({
  position: z.number(),
  transaction: z.string(),
  block: z.number(),
  time: z.number(),
  contract: z.string().meta({ description: 'The name of the system contract, such as "election".' }),
  address: z.string(),
  name: z.string(),
  args: z.record(z.string(), z.unknown()).meta({ description: 'By name; whole numbers as decimal text.' }),
})
type EventRow = Omit<z.infer<typeof eventSchema>, 'args'> & { args: string }

const word = z.string().regex(/^[A-Za-z0-9]{1,40}$/)

/** What the system contracts told, decoded. */
export const eventsTable: IndexTable = {
  name: 'events',
  tables: ['events'],
  schema: [
    `CREATE TABLE events (position bigint PRIMARY KEY, transaction_hash text NOT NULL, block bigint NOT NULL, time bigint NOT NULL,
      contract text NOT NULL, address text NOT NULL, name text NOT NULL, args text NOT NULL)`,
    'CREATE INDEX events_name ON events (contract, name, position)',
    'CREATE INDEX events_contract ON events (contract, position)',
  ],
  async onBlock(block, { write }) {
    await write.insert(
      'events',
      block.events.map((event) => ({
        position: event.position,
        transaction_hash: event.transactionHash,
        block: block.number,
        time: block.timestamp,
        contract: event.contract,
        address: event.address,
        name: event.name,
        args: stringifyArguments(event.args),
      })),
    )
  },
  routes: [
    route({
      path: '/events',
      summary: 'The events of a system contract, newest first; of one name if asked.',
      params: z.object({ contract: word, name: word.optional(), ...pageParams }),
      answer: pageOf(eventSchema),
      async run({ contract, name, ...page }, { store }) {
        const { sql, params } = pageClause('position', page)
        const where = name === undefined ? 'contract = ?' : 'contract = ? AND name = ?'
        const filter = name === undefined ? [contract] : [contract, name]
        const rows = await store.all<EventRow>(`SELECT ${columns} FROM events WHERE ${where} AND ${sql}`, [
          ...filter,
          ...params,
        ])
        return toPage(
          rows.map((row) => ({ ...row, args: JSON.parse(row.args) as Record<string, unknown> })),
          page,
        )
      },
    }),
  ],
}
