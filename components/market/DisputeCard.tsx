'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { rootsOf } from '../../lib/market/description.ts'
import { bondOf } from '../../lib/market/listedPrice.ts'
import type { OpenedStage } from '../../lib/market/openPurchase.ts'
import type { Purchase } from '../../lib/market/readPurchase.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { useTask } from '../wallet/useTask.ts'
import { Deadline } from './Deadline.tsx'
import { Failure } from './Failure.tsx'
import { useMarket } from './MarketProvider.tsx'
import { Price } from './Price.tsx'

/** The page has found that the delivery is wrong: the dispute with everything filled in, one button away. */
export function DisputeCard({ purchase, stage }: { purchase: Purchase; stage: OpenedStage }) {
  const t = useTranslations('market')
  const market = useMarket()
  const queries = useQueryClient()
  const { busy, error, run } = useTask()
  const { terms, order, content, status } = purchase
  const { verdict } = stage
  if (verdict.kind === 'right') return null
  const dispute = () =>
    run(async () => {
      const [{ disputeDelivery }, actor] = await Promise.all([import('../../lib/market/dispute.ts'), market.actor()])
      const set = rootsOf(purchase.description)
      const { getBlock } = market
      await disputeDelivery(await actor.context(), { ...stage, verdict, terms, order, content, set, getBlock })
      await queries.invalidateQueries({ queryKey: ['purchase', purchase.id] })
    })
  return (
    <Card className="border-bad">
      <CardHeader title={t('cheat.title')} />
      <div className="flex flex-col gap-3 p-4">
        <p className="text-sm">{t(`cheat.${verdict.kind}`)}</p>
        <div className="rounded-md border border-line">
          <Facts>
            <Fact name={t('cheat.where')}>
              {verdict.kind === 'wrongKey'
                ? t('chunkNumber', { number: verdict.chunk + 1 })
                : t('cheat.sector', { sector: verdict.sector, chunk: verdict.chunk + 1 })}
            </Fact>
            <Fact name={t('cheat.back')}>
              <Price value={order.price} token={terms.token} />
            </Fact>
            <Fact name={t('cheat.bond')}>
              <Price value={bondOf(terms, order)} token={terms.token} />
            </Fact>
            {status.state === 'delivered' && (
              <Fact name={t('cheat.until')}>
                <Deadline atS={status.deadline} />
              </Fact>
            )}
          </Facts>
        </div>
        {status.state === 'delivered' && (
          <Button variant="primary" busy={busy} onClick={dispute} className="self-start">
            {t('cheat.dispute')}
          </Button>
        )}
        <Failure error={error} />
        <p className="text-muted text-sm">{t('cheat.how')}</p>
      </div>
    </Card>
  )
}
