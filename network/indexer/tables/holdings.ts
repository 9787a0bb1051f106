import { decodeFunctionResult, encodeFunctionData, erc20Abi } from 'viem'
import { z } from 'zod'
import type { Address } from '../../../lib/bytes/hex.ts'
import { route } from '../api/Route.ts'
import { addressText, pageClause, pageOf, pageParams, toPage } from '../api/schemas.ts'
import type { HeadContext, IndexTable } from '../IndexTable.ts'
import { movesOf } from '../movesOf.ts'
import { readGas } from '../readGas.ts'

const nobody = `0x${'00'.repeat(20)}`

const holdingSchema = z.object({
  position: z.number().meta({ description: 'Of the newest transfer.' }),
  token: z.string(),
  holder: z.string(),
  amount: z.string().nullable().meta({ description: 'Decimal; null until the opening balance was asked.' }),
  symbol: z.string().nullable(),
  decimals: z.number().nullable(),
})
const itemSchema = z.object({
  position: z.number(),
  token: z.string(),
  id: z.string(),
  owner: z.string().nullable().meta({ description: 'null where pieces of it are held, as in an ERC-1155.' }),
  symbol: z.string().nullable(),
})

type HoldingRow = Omit<z.infer<typeof holdingSchema>, 'amount'> & { amount: string | null }

/**
 * Who holds what. `net` is the sum of all transfers. A token that gave amounts out in block 0 told nobody: what a holder had
 * before its first transfer is asked once, when the index has come to the head, as balance less `net`.
 */
export const holdingsTable: IndexTable = {
  name: 'holdings',
  tables: ['holdings', 'items'],
  schema: [
    `CREATE TABLE holdings (token text NOT NULL, holder text NOT NULL, net text NOT NULL, opening text, amount text,
      position bigint NOT NULL, PRIMARY KEY (token, holder))`,
    'CREATE INDEX holdings_holder ON holdings (holder, position)',
    'CREATE INDEX holdings_amount ON holdings (token, amount)',
    'CREATE INDEX holdings_opening ON holdings (position) WHERE opening IS NULL',
    `CREATE TABLE items (token text NOT NULL, id text NOT NULL, owner text, position bigint NOT NULL,
      PRIMARY KEY (token, id))`,
    'CREATE INDEX items_owner ON items (owner, position)',
    'CREATE INDEX items_position ON items (token, position)',
  ],
  async onBlock(block, { write }) {
    const changes = new Map<string, { token: string; holder: string; delta: bigint; position: number }>()
    for (const { move, position } of movesOf(block)) {
      if (move.standard === 'erc721') {
        await write.insert(
          'items',
          [{ token: move.token, id: String(move.value), owner: move.to, position }],
          '(token, id) DO UPDATE SET owner = excluded.owner, position = excluded.position',
        )
      }
      if (move.standard !== 'erc20') continue
      for (const [holder, delta] of [
        [move.from, -move.value],
        [move.to, move.value],
      ] as const) {
        if (holder === nobody) continue
        const key = `${move.token} ${holder}`
        const before = changes.get(key)?.delta ?? 0n
        changes.set(key, { token: move.token, holder, delta: before + delta, position })
      }
    }
    for (const { token, holder, delta, position } of changes.values()) {
      const [known] = await write.all<{ net: string; opening: string | null }>(
        'SELECT net, opening FROM holdings WHERE token = ? AND holder = ?',
        [token, holder],
      )
      const net = BigInt(known?.net ?? 0) + delta
      const amount = known?.opening == null ? null : sortable(BigInt(known.opening) + net)
      if (known) {
        await write.run('UPDATE holdings SET net = ?, amount = ?, position = ? WHERE token = ? AND holder = ?', [
          String(net),
          amount,
          position,
          token,
          holder,
        ])
      } else await write.insert('holdings', [{ token, holder, net: String(net), opening: null, amount, position }])
    }
  },
  onHead: askOpenings,
  routes: [
    route({
      path: '/addresses/{address}/tokens',
      summary: 'The ERC-20 tokens that an address ever held, last moved first.',
      params: z.object({ address: addressText, ...pageParams }),
      answer: pageOf(holdingSchema),
      async run({ address, ...page }, { store }) {
        const { sql, params } = pageClause('h.position', page)
        return toPage(
          toHoldings(await store.all(`${selectHoldings} WHERE h.holder = ? AND ${sql}`, [address, ...params])),
          page,
        )
      },
    }),
    route({
      path: '/tokens/{address}/holders',
      summary:
        'Who holds most of an ERC-20 token. `after` is the amount and address of the last row, as `next` gives it.',
      params: z.object({
        address: addressText,
        limit: pageParams.limit,
        after: z
          .string()
          .regex(/^[0-9a-f]{64}0x[0-9a-f]{40}$/)
          .optional(),
      }),
      answer: z.object({ rows: z.array(holdingSchema), next: z.string().optional() }),
      async run({ address, limit, after }, { store }) {
        const place = after === undefined ? 'g' : after.slice(0, 64)
        const rows = await store.all<HoldingRow>(
          `${selectHoldings} WHERE h.token = ? AND h.amount IS NOT NULL AND h.amount > ? AND
           (h.amount < ? OR (h.amount = ? AND h.holder > ?)) ORDER BY h.amount DESC, h.holder LIMIT ?`,
          [address, sortable(0n), place, place, after?.slice(64) ?? '', limit + 1],
        )
        const last = rows.length > limit ? rows[limit - 1]! : undefined
        return { rows: toHoldings(rows.slice(0, limit)), ...(last && { next: `${last.amount}${last.holder}` }) }
      },
    }),
    route({
      path: '/addresses/{address}/items',
      summary: 'The items of ERC-721 collections that an address owns, newest first.',
      params: z.object({ address: addressText, ...pageParams }),
      answer: pageOf(itemSchema),
      async run({ address, ...page }, { store }) {
        const { sql, params } = pageClause('i.position', page)
        return toPage(await store.all<Item>(`${selectItems} WHERE i.owner = ? AND ${sql}`, [address, ...params]), page)
      },
    }),
    route({
      path: '/tokens/{address}/items',
      summary: 'The items of an ERC-721 or ERC-1155 collection, last moved first.',
      params: z.object({ address: addressText, ...pageParams }),
      answer: pageOf(itemSchema),
      async run({ address, ...page }, { store }) {
        const { sql, params } = pageClause('i.position', page)
        return toPage(await store.all<Item>(`${selectItems} WHERE i.token = ? AND ${sql}`, [address, ...params]), page)
      },
    }),
  ],
}
type Item = z.infer<typeof itemSchema>

const selectHoldings = `SELECT h.position, h.token, h.holder, h.amount, t.symbol, t.decimals
  FROM holdings h LEFT JOIN tokens t ON t.token = h.token`
const selectItems = `SELECT i.position, i.token, i.id, i.owner, t.symbol FROM items i LEFT JOIN tokens t ON t.token = i.token`

const perHead = 200

async function askOpenings({ store, call }: HeadContext): Promise<boolean> {
  const rows = await store.all<{ token: Address; holder: Address; net: string }>(
    'SELECT token, holder, net FROM holdings WHERE opening IS NULL ORDER BY position LIMIT ?',
    [perHead],
  )
  if (rows.length === 0) return false
  const answers = await call(
    rows.map(({ token, holder }) => ({
      to: token,
      data: encodeFunctionData({ abi: erc20Abi, functionName: 'balanceOf', args: [holder] }),
      gas: readGas,
    })),
  )
  await store.write(async (write) => {
    for (const [i, { token, holder, net }] of rows.entries()) {
      const balance = readBalance(answers[i]) ?? BigInt(net)
      const opening = balance - BigInt(net)
      await write.run('UPDATE holdings SET opening = ?, amount = ? WHERE token = ? AND holder = ?', [
        String(opening),
        sortable(balance),
        token,
        holder,
      ])
    }
  })
  return true
}

function readBalance(data: `0x${string}` | undefined): bigint | undefined {
  try {
    return data && decodeFunctionResult({ abi: erc20Abi, functionName: 'balanceOf', data })
  } catch {
    return undefined
  }
}

/** Hexadecimal of one length sorts as the amounts do. A token that lies about transfers can owe: that counts as nothing. */
function sortable(amount: bigint): string {
  return (amount < 0n ? 0n : amount).toString(16).padStart(64, '0')
}

function toHoldings(rows: readonly HoldingRow[]) {
  return rows.map((row) => ({ ...row, amount: row.amount === null ? null : String(BigInt(`0x${row.amount}`)) }))
}
