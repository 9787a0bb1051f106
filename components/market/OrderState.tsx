'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { Purchase } from '../../lib/market/readPurchase.ts'
import { useChainTime } from '../providers/useChainTime.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Progress } from '../ui/Progress.tsx'
import { useTask } from '../wallet/useTask.ts'
import { Deadline } from './Deadline.tsx'
import { Failure } from './Failure.tsx'
import { useMarket } from './MarketProvider.tsx'
import { OrderEvent } from './OrderEvent.tsx'
import { Price } from './Price.tsx'

type Ending = 'claimTimeout' | 'cancelOrder' | 'drawSamples' | 'fireOrder'

/** Where the order stands, in words, and what its buyer can do now. */
export function OrderState({ purchase }: { purchase: Purchase }) {
  const t = useTranslations('market')
  const now = useChainTime()?.seconds
  const { status, order, terms } = purchase
  const { busy, error, end } = useEnding(purchase)
  const isLate = now !== undefined && now > status.deadline
  const money = <Price value={order.price} token={terms.token} />
  switch (status.state) {
    case 'waiting':
      return (
        <Card className="flex flex-col items-start gap-3 p-4">
          <p className="font-bold">{t('state.waiting.title')}</p>
          <p className="text-sm">
            <OrderEvent order={order} /> {t('state.waiting.text')}
          </p>
          <div className="flex flex-wrap gap-3">
            <Button busy={busy} onClick={() => end('cancelOrder')}>
              {t('takeBack')}
            </Button>
            <Button variant="quiet" busy={busy} onClick={() => end('fireOrder')}>
              {t('fireNow')}
            </Button>
          </div>
          <Failure error={error} />
        </Card>
      )
    case 'drawing':
    case 'paid':
      return (
        <Card className="flex flex-col items-start gap-3 p-4">
          <p className="font-bold">{t(isLate ? 'state.late.title' : `state.${status.state}.title`)}</p>
          <p className="text-sm">
            {money} {t(isLate ? 'state.late.text' : `state.${status.state}.text`)}
          </p>
          {isLate ? (
            <Button variant="primary" busy={busy} onClick={() => end('claimTimeout')}>
              {t('claimBack')}
            </Button>
          ) : (
            <div className="w-full max-w-md">
              <Progress label={t('waitingForKeys')} />
              <p className="mt-2 text-muted text-sm">
                {t('claimAfter')} <Deadline atS={status.deadline} />
              </p>
            </div>
          )}
          <Failure error={error} />
        </Card>
      )
    case 'delivered':
      return (
        <Banner tone="info" title={t('state.delivered.title')}>
          {t('state.delivered.text')} <Deadline atS={status.deadline} />
        </Banner>
      )
    case 'refunded':
      return (
        <Banner tone="warn" title={t('state.refunded.title')}>
          {t('state.refunded.text')}
        </Banner>
      )
    default:
      return (
        <Banner tone="info" title={t('state.settled.title')}>
          {t('state.settled.text')}
        </Banner>
      )
  }
}

/** Returns how an order is ended without delivery. */
function useEnding(purchase: Purchase) {
  const market = useMarket()
  const queries = useQueryClient()
  const task = useTask()
  const end = (how: Ending) =>
    task.run(async () => {
      const [endings, actor] = await Promise.all([import('../../lib/market/endOrder.ts'), market.actor()])
      await endings[how](await actor.context(), purchase)
      await queries.invalidateQueries({ queryKey: ['purchase', purchase.id] })
    })
  return { ...task, end }
}
