import { z } from 'zod'
import { route } from '../api/Route.ts'
import { countText } from '../api/schemas.ts'
import type { IndexTable } from '../IndexTable.ts'
import { movesOf } from '../movesOf.ts'

/** Seconds of one point; a day, an hour, a minute. */
const spans = { minute: 60, hour: 3_600, day: 86_400 } as const

const pointSchema = z.object({
  start: z.number().meta({ description: 'Seconds since 1970.' }),
  blocks: z.number(),
  transactions: z.number(),
  transfers: z.number(),
  gasUsed: z.number(),
  missed: z.number().meta({ description: 'Turns that producers missed.' }),
})

const totalsSchema = z.object({ blocks: z.number(), transactions: z.number(), transfers: z.number() })

/** Sums per minute, hour and day, for charts. */
export const seriesTable: IndexTable = {
  name: 'series',
  tables: ['series'],
  schema: [
    `CREATE TABLE series (span integer NOT NULL, start bigint NOT NULL, blocks bigint NOT NULL, transactions bigint NOT NULL,
      transfers bigint NOT NULL, gas_used bigint NOT NULL, missed bigint NOT NULL, PRIMARY KEY (span, start))`,
  ],
  async onBlock(block, { write }) {
    const sums = {
      blocks: 1,
      transactions: block.transactions.length,
      transfers: movesOf(block).length,
      gas_used: block.gasUsed,
      missed: block.round,
    }
    const names = Object.keys(sums)
    await write.insert(
      'series',
      Object.values(spans).map((span) => ({ span, start: block.timestamp - (block.timestamp % span), ...sums })),
      `(span, start) DO UPDATE SET ${names.map((name) => `${name} = series.${name} + excluded.${name}`).join(', ')}`,
    )
  },
  routes: [
    route({
      path: '/totals',
      summary: 'How much the whole chain holds.',
      params: z.object({}),
      answer: totalsSchema,
      async run(_params, { store }) {
        const [sums] = await store.all<z.infer<typeof totalsSchema>>(
          `SELECT CAST(COALESCE(SUM(blocks), 0) AS bigint) AS blocks, CAST(COALESCE(SUM(transactions), 0) AS bigint) AS transactions,
           CAST(COALESCE(SUM(transfers), 0) AS bigint) AS transfers FROM series WHERE span = ?`,
          [spans.day],
        )
        return sums!
      },
    }),
    route({
      path: '/series',
      summary: 'Sums per minute, hour or day, oldest first; times in which nothing happened are absent.',
      params: z.object({
        span: z.enum(['minute', 'hour', 'day']).default('minute'),
        from: countText.default(0).meta({ description: 'Seconds since 1970.' }),
        to: countText.default(Number.MAX_SAFE_INTEGER),
        limit: z
          .string()
          .regex(/^\d{1,4}$/)
          .transform(Number)
          .refine((limit) => limit >= 1 && limit <= 1_500, 'expected 1 to 1500')
          .default(120)
          .meta({ description: 'How many points at most, the newest.' }),
      }),
      answer: z.object({ span: z.number(), points: z.array(pointSchema) }),
      async run({ span, from, to, limit }, { store }) {
        const points = await store.all<z.infer<typeof pointSchema>>(
          `SELECT start, blocks, transactions, transfers, gas_used AS "gasUsed", missed FROM series
           WHERE span = ? AND start >= ? AND start <= ? ORDER BY start DESC LIMIT ?`,
          [spans[span], from, to, limit],
        )
        return { span: spans[span], points: points.reverse() }
      },
    }),
  ],
}
