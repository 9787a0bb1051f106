import { z } from 'zod'
import { indexTables } from '../indexTables.ts'
import { type Route, route } from './Route.ts'

const statusSchema = z.object({
  status: z.enum(['starting', 'catching-up', 'live', 'waiting']),
  chainId: z.number().optional(),
  genesisHash: z.string().optional(),
  number: z.number().meta({ description: 'The newest block in the index; -1 while it is empty.' }),
  hash: z.string().optional(),
  head: z.number().optional().meta({ description: 'The newest block of the node.' }),
  lagMs: z.number().optional(),
  rebuilds: z.number(),
  error: z.string().optional(),
})

/** Every question that the index answers. */
export const routes: readonly Route[] = [
  route({
    path: '/status',
    summary: 'Which chain the index holds and how far it is.',
    params: z.object({}),
    answer: statusSchema,
    async run(_params, { state }) {
      return state()
    },
  }),
  ...indexTables.flatMap((table) => table.routes ?? []),
]
