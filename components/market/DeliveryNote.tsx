'use client'

import { useTranslations } from 'next-intl'
import type { Purchase } from '../../lib/market/readPurchase.ts'
import { useChainTime } from '../providers/useChainTime.ts'
import { Banner } from '../ui/Banner.tsx'
import { Deadline } from './Deadline.tsx'

/** An index may be this far behind the chain before that is worth a word. */
const graceS = 60

/** Says what an index keeps back or tells wrongly of a delivery, and when even the node does not give it. */
export function DeliveryNote({ purchase }: { purchase: Purchase }) {
  const t = useTranslations('market')
  const now = useChainTime()?.seconds
  const { status, terms, unindexed, withheld } = purchase
  if (withheld.length > 0) {
    return (
      <Banner tone="bad" title={t('delivery.withheldTitle')}>
        {t('delivery.withheld', { stages: numbersOf(withheld) })}{' '}
        {status.state === 'delivered' && (
          <>
            {t('delivery.until')} <Deadline atS={status.deadline} />
          </>
        )}
      </Banner>
    )
  }
  const isFresh =
    status.state === 'delivered' && (now === undefined || now < status.deadline - terms.disputeTime + graceS)
  if (unindexed.length === 0 || isFresh) return null
  return (
    <Banner tone="warn" title={t('delivery.unindexedTitle')}>
      {t('delivery.unindexed', { stages: numbersOf(unindexed) })}
    </Banner>
  )
}

const numbersOf = (stages: readonly number[]) => stages.map((stage) => stage + 1).join(', ')
