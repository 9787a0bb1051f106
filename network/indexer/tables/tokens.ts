import { decodeFunctionResult, encodeFunctionData, erc20Abi } from 'viem'
import { z } from 'zod'
import type { Address } from '../../../lib/bytes/hex.ts'
import { NotFoundError, route } from '../api/Route.ts'
import { addressText, pageClause, pageOf, pageParams, toPage } from '../api/schemas.ts'
import type { HeadContext, IndexTable } from '../IndexTable.ts'
import { movesOf } from '../movesOf.ts'
import { readGas } from '../readGas.ts'
import { addTerms } from './terms.ts'

const columns = 'first AS position, token AS address, standard, name, symbol, decimals, transfers, last'

const tokenSchema = z.object({
  position: z.number(),
  address: z.string(),
  standard: z.enum(['erc20', 'erc721', 'erc1155']),
  name: z.string().nullable().meta({ description: 'What the contract calls itself; null until it was asked.' }),
  symbol: z.string().nullable(),
  decimals: z.number().nullable(),
  transfers: z.number(),
  last: z.number().meta({ description: 'Position of its newest transfer.' }),
})
type Token = z.infer<typeof tokenSchema>

/** Contracts that told of a move of tokens, with what they call themselves. */
export const tokensTable: IndexTable = {
  name: 'tokens',
  tables: ['tokens'],
  schema: [
    `CREATE TABLE tokens (token text PRIMARY KEY, standard text NOT NULL, first bigint NOT NULL, last bigint NOT NULL,
      transfers bigint NOT NULL, name text, symbol text, decimals integer, asked integer NOT NULL)`,
    'CREATE INDEX tokens_first ON tokens (first)',
    'CREATE INDEX tokens_asked ON tokens (asked)',
  ],
  async onBlock(block, { write }) {
    const seen = new Map<string, { standard: string; first: number; last: number; transfers: number }>()
    for (const { move, position } of movesOf(block)) {
      const known = seen.get(move.token) ?? { standard: move.standard, first: position, last: 0, transfers: 0 }
      seen.set(move.token, { ...known, last: position, transfers: known.transfers + 1 })
    }
    await write.insert(
      'tokens',
      [...seen].map(([token, row]) => ({ token, ...row, asked: 0 })),
      '(token) DO UPDATE SET transfers = tokens.transfers + excluded.transfers, last = excluded.last',
    )
  },
  onHead: askNames,
  routes: [
    route({
      path: '/tokens',
      summary: 'Tokens, the newest first.',
      params: z.object({ ...pageParams, standard: z.enum(['erc20', 'erc721', 'erc1155']).optional() }),
      answer: pageOf(tokenSchema),
      async run({ standard, ...page }, { store }) {
        const { sql, params } = pageClause('first', page)
        const where = standard === undefined ? '' : 'standard = ? AND '
        const filter = standard === undefined ? [] : [standard]
        return toPage(
          await store.all<Token>(`SELECT ${columns} FROM tokens WHERE ${where}${sql}`, [...filter, ...params]),
          page,
        )
      },
    }),
    route({
      path: '/tokens/{address}',
      summary: 'One token.',
      params: z.object({ address: addressText }),
      answer: tokenSchema,
      async run({ address }, { store }) {
        const [token] = await store.all<Token>(`SELECT ${columns} FROM tokens WHERE token = ?`, [address])
        if (!token) throw new NotFoundError(`token ${address}`)
        return token
      },
    }),
  ],
}

const perHead = 50
/** Of a uint8; a contract may answer with any word. */
const mostDecimals = 255

/** Names can only be asked of the newest state. A contract that has none is not asked again. */
async function askNames({ store, call }: HeadContext): Promise<boolean> {
  const tokens = await store.all<{ token: Address; first: number }>(
    'SELECT token, first FROM tokens WHERE asked = 0 ORDER BY first LIMIT ?',
    [perHead],
  )
  if (tokens.length === 0) return false
  const names = ['name', 'symbol', 'decimals'] as const
  const answers = await call(
    tokens.flatMap(({ token }) =>
      names.map((functionName) => ({
        to: token,
        data: encodeFunctionData({ abi: erc20Abi, functionName }),
        gas: readGas,
      })),
    ),
  )
  await store.write(async (write) => {
    for (const [i, { token, first }] of tokens.entries()) {
      const [name, symbol, decimals] = names.map((functionName, j) => {
        const data = answers[i * names.length + j]
        try {
          return data === undefined ? undefined : decodeFunctionResult({ abi: erc20Abi, functionName, data })
        } catch {
          return undefined
        }
      })
      await write.run('UPDATE tokens SET name = ?, symbol = ?, decimals = ?, asked = 1 WHERE token = ?', [
        shortText(name),
        shortText(symbol),
        typeof decimals === 'number' && decimals <= mostDecimals ? decimals : null,
        token,
      ])
      const words = [name, symbol].flatMap((text) => shortText(text) ?? [])
      const label = words.join(' · ')
      await addTerms(
        write,
        words.map((term) => ({ term, kind: 'token', target: token, label, position: first })),
      )
    }
  })
  return true
}

/** A contract may call itself whatever it likes, but not at any length. */
function shortText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.replace(/\p{C}/gu, '').slice(0, 60) : null
}
