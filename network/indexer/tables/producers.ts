import { z } from 'zod'
import { producerOrder } from '../../../lib/chain/producerOrder.ts'
import { route } from '../api/Route.ts'
import type { IndexContext, IndexedBlock, IndexTable } from '../IndexTable.ts'

const producerSchema = z.object({
  producer: z.string(),
  produced: z.number(),
  missed: z.number(),
  transactions: z.number(),
  lastBlock: z.number().nullable().meta({ description: 'The newest block that it produced.' }),
  lastMissed: z.number().nullable(),
})

/** Who produced how many blocks and missed how many turns. A block sealed in round r tells of r turns that were missed before. */
export const producersTable: IndexTable = {
  name: 'producers',
  tables: ['producers'],
  schema: [
    `CREATE TABLE producers (producer text PRIMARY KEY, produced bigint NOT NULL, missed bigint NOT NULL,
      transactions bigint NOT NULL, last_block bigint, last_missed bigint)`,
  ],
  async onBlock(block, context) {
    // The first block stands without anybody's turn.
    if (block.number === 0) return
    await context.write.insert(
      'producers',
      [
        {
          producer: block.producer,
          produced: 1,
          missed: 0,
          transactions: block.transactions.length,
          last_block: block.number,
          last_missed: null,
        },
      ],
      `(producer) DO UPDATE SET produced = producers.produced + 1, transactions = producers.transactions + excluded.transactions,
        last_block = excluded.last_block`,
    )
    await context.write.insert(
      'producers',
      (await findMissed(block, context)).map((producer) => ({
        producer,
        produced: 0,
        missed: 1,
        transactions: 0,
        last_block: null,
        last_missed: block.number,
      })),
      '(producer) DO UPDATE SET missed = producers.missed + 1, last_missed = excluded.last_missed',
    )
  },
  routes: [
    route({
      path: '/producers',
      summary: 'What each producer has done since block 1.',
      params: z.object({}),
      answer: z.object({ rows: z.array(producerSchema) }),
      async run(_params, { store }) {
        return {
          rows: await store.all<z.infer<typeof producerSchema>>(
            `SELECT producer, produced, missed, transactions, last_block AS "lastBlock", last_missed AS "lastMissed"
             FROM producers ORDER BY produced DESC, producer`,
          ),
        }
      },
    }),
  ],
}

/** On a chain whose schedule is not known nobody is blamed. */
async function findMissed({ number, round }: IndexedBlock, { readSchedule }: IndexContext): Promise<string[]> {
  if (round === 0) return []
  const schedule = await readSchedule(number)
  if (!schedule) return []
  const turns = Array.from({ length: Math.min(round, schedule.validators.length) }, (_, missed) => missed)
  return turns.map((missed) =>
    producerOrder({ ...schedule, blockNumber: number, round: missed }).producer.toLowerCase(),
  )
}
