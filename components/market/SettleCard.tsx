'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { Purchase } from '../../lib/market/readPurchase.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { useTask } from '../wallet/useTask.ts'
import { Failure } from './Failure.tsx'
import { useMarket } from './MarketProvider.tsx'

/** Everything is right: the seller may be paid at once, or is paid by itself later. */
export function SettleCard({ purchase }: { purchase: Purchase }) {
  const t = useTranslations('market')
  const market = useMarket()
  const queries = useQueryClient()
  const { busy, error, run } = useTask()
  const settle = () =>
    run(async () => {
      const [{ settleOrder }, actor] = await Promise.all([import('../../lib/market/endOrder.ts'), market.actor()])
      await settleOrder(await actor.context(), purchase)
      await queries.invalidateQueries({ queryKey: ['purchase', purchase.id] })
    })
  return (
    <Card className="flex flex-wrap items-center justify-between gap-3 p-4">
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-bold text-good">{t('right.title')}</p>
        <p className="text-sm">{t('right.text')}</p>
        <Failure error={error} />
      </div>
      <Button busy={busy} onClick={settle}>
        {t('right.settle')}
      </Button>
    </Card>
  )
}
