'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import type { OrderRow } from '../../lib/market/OrderRow.ts'
import { Failure } from '../market/Failure.tsx'
import { useMarket } from '../market/MarketProvider.tsx'
import { Price } from '../market/Price.tsx'
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
          <OrderLine key={row.id} row={row} />
        ))}
      </ul>
    </Card>
  )
}

function OrderLine({ row }: { row: OrderRow }) {
  const t = useTranslations('sell')
  const { busy, error, serve } = useServing(row)
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 border-line border-b px-4 py-3 last:border-b-0">
      <span className="min-w-0">
        <span className="font-bold">{row.title ?? row.listing.slice(0, 12)}</span>{' '}
        <Price value={BigInt(row.price)} token={row.token} />
      </span>
      <span className="flex items-center gap-3">
        <Badge tone={row.state === 'delivered' ? 'neutral' : 'accent'}>{t(`states.${row.state as 'paid'}`)}</Badge>
        <Button size="sm" variant={row.state === 'paid' ? 'primary' : 'secondary'} busy={busy} onClick={serve}>
          {t(`serve.${row.state as 'paid'}`)}
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
