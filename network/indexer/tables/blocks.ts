import { z } from 'zod'
import { NotFoundError, route } from '../api/Route.ts'
import { countText, hashText, pageClause, pageOf, pageParams, toPage } from '../api/schemas.ts'
import type { IndexTable } from '../IndexTable.ts'

const columns =
  'number AS position, number, hash, parent_hash AS "parentHash", timestamp, producer, transactions, gas_used AS "gasUsed", gas_limit AS "gasLimit", size, round, seals'

const blockSchema = z.object({
  position: z.number(),
  number: z.number(),
  hash: z.string(),
  parentHash: z.string(),
  timestamp: z.number().meta({ description: 'Seconds since 1970.' }),
  producer: z.string(),
  transactions: z.number(),
  gasUsed: z.number(),
  gasLimit: z.number(),
  size: z.number(),
  round: z.number().meta({ description: 'Each round below it is a turn that was missed.' }),
  seals: z.number(),
})
type Block = z.infer<typeof blockSchema>

/** One row a block; its height is its place in the chain. */
export const blocksTable: IndexTable = {
  name: 'blocks',
  tables: ['blocks'],
  schema: [
    `CREATE TABLE blocks (number bigint PRIMARY KEY, hash text NOT NULL, parent_hash text NOT NULL, timestamp bigint NOT NULL,
      producer text NOT NULL, transactions integer NOT NULL, gas_used bigint NOT NULL, gas_limit bigint NOT NULL,
      size bigint NOT NULL, round bigint NOT NULL, seals integer NOT NULL)`,
    'CREATE UNIQUE INDEX blocks_hash ON blocks (hash)',
    'CREATE INDEX blocks_producer ON blocks (producer, number)',
  ],
  async onBlock(block, { write }) {
    await write.insert('blocks', [
      {
        number: block.number,
        hash: block.hash,
        parent_hash: block.parentHash,
        timestamp: block.timestamp,
        producer: block.producer,
        transactions: block.transactions.length,
        gas_used: block.gasUsed,
        gas_limit: block.gasLimit,
        size: block.size,
        round: block.round,
        seals: block.seals,
      },
    ])
  },
  routes: [
    route({
      path: '/blocks',
      summary: 'Blocks, newest first; of one producer if asked.',
      params: z.object({
        ...pageParams,
        producer: z
          .string()
          .regex(/^0x[0-9a-fA-F]{40}$/)
          .transform((text) => text.toLowerCase())
          .optional(),
      }),
      answer: pageOf(blockSchema),
      async run({ producer, ...page }, { store }) {
        const { sql, params } = pageClause('number', page)
        const filter = producer === undefined ? [] : [producer]
        const where = producer === undefined ? '' : 'producer = ? AND '
        return toPage(
          await store.all<Block>(`SELECT ${columns} FROM blocks WHERE ${where}${sql}`, [...filter, ...params]),
          page,
        )
      },
    }),
    route({
      path: '/blocks/{id}',
      summary: 'One block, by height or hash.',
      params: z.object({ id: z.union([countText, hashText]) }),
      answer: blockSchema,
      async run({ id }, { store }) {
        const column = typeof id === 'number' ? 'number' : 'hash'
        const [block] = await store.all<Block>(`SELECT ${columns} FROM blocks WHERE ${column} = ?`, [id])
        if (!block) throw new NotFoundError(`block ${id}`)
        return block
      },
    }),
  ],
}
