'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import type { OrderRow } from '../../lib/market/OrderRow.ts'
import { Shield } from '../chain/Shield.tsx'
import { CheckMark } from '../market/CheckMark.tsx'
import { Failure } from '../market/Failure.tsx'
import { isLie } from '../market/isLie.ts'
import { useMarket } from '../market/MarketProvider.tsx'
import { Price } from '../market/Price.tsx'
import { RefusedNote } from '../market/RefusedNote.tsx'
import { useCheckedOrder } from '../market/useCheckedOrder.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { useTask } from '../wallet/useTask.ts'

const open = new Set(['waiting', 'drawing', 'paid', 'delivered'])

/** Orders that this account must serve itself: what it does not sell through an agent. */
export function OrdersToServe({ seller }: { seller: Address }) {
  const t = useTranslations('sell')
  const market = useMarket()
  const { data } = useQuery({
    queryKey: ['ordersToServe', seller],
    queryFn: async () => (await (await market.api())?.readOrders({ seller: seller.toLowerCase(), limit: 100 })) ?? null,
    refetchInterval: 2_000,
  })
  const due = data?.rows.filter(({ state }) => open.has(state)) ?? []
  if (due.length === 0) return null
  return (
    <Card className="border-accent">
      <CardHeader title={t('orders')} note={t('ordersNote')} />
      <ul>
        {due.map((row) => (
          <OrderLine key={row.id} row={row} seller={seller} />
        ))}
      </ul>
    </Card>
  )
}

/** An order as the index told it, its word until this browser has checked it. */
function OrderLine({ row, seller }: { row: OrderRow; seller: Address }) {
  const t = useTranslations('sell')
  const { busy, error, serve } = useServing(row)
  const check = useCheckedOrder(row, { account: seller, as: 'seller' }, true)
  const line = 'flex flex-wrap items-center justify-between gap-3 border-line border-b px-4 py-3 last:border-b-0'
  if (check.error && isLie(check.error)) {
    return (
      <li className={line}>
        <RefusedNote name={check.error.name}>{t('refusedOrder')}</RefusedNote>
      </li>
    )
  }
  const state = check.data?.status.state ?? row.state
  // The index may be a moment behind.
  if (!open.has(state)) return null
  return (
    <li className={line}>
      <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <bdi className="font-bold">{check.data?.description.title ?? row.title ?? row.listing.slice(0, 12)}</bdi>
        <Price value={BigInt(row.price)} token={row.token} />
        {check.data ? <Shield proof={check.proof} /> : <CheckMark state={check.error ? 'claimed' : 'checking'} />}
      </span>
      <span className="flex items-center gap-3">
        <Badge tone={state === 'delivered' ? 'neutral' : 'accent'}>{t(`states.${state as 'paid'}`)}</Badge>
        <Button size="sm" variant={state === 'paid' ? 'primary' : 'secondary'} busy={busy} onClick={serve}>
          {t(`serve.${state as 'paid'}`)}
        </Button>
      </span>
      <Failure error={error} />
    </li>
  )
}

/** Returns how the next step of an order is taken: fire, draw, deliver or collect. */
function useServing(row: OrderRow) {
  const market = useMarket()
  const queries = useQueryClient()
  const task = useTask()
  const serve = () =>
    task.run(async () => {
      const [{ serveOrder }, actor] = await Promise.all([import('./serveOrder.ts'), market.actor()])
      await serveOrder({ actor, id: row.id as Hex, api: await market.api(), getBlock: market.getBlock })
      await queries.invalidateQueries({ queryKey: ['ordersToServe'] })
    })
  return { ...task, serve }
}
