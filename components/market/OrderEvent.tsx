'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { formatUnits } from 'viem'
import { oracleFeeds } from '../../lib/appraisal/oracleFeeds.ts'
import { type Order, triggers } from '../../lib/market/Order.ts'

/** What an order waits for, in words. */
export function OrderEvent({ order }: { order: Order }) {
  const t = useTranslations('market')
  const format = useFormatter()
  const trigger = triggers[order.trigger]
  switch (trigger) {
    case 'time':
      return t('event.waits.time', {
        at: format.dateTime(Number(order.threshold) * 1000, { dateStyle: 'medium', timeStyle: 'short' }),
      })
    case 'oracleAbove':
    case 'oracleBelow':
      return t(`event.waits.${trigger}`, {
        feed: oracleFeeds.find(({ id }) => id === order.subject)?.name ?? order.subject.slice(0, 12),
        value: formatUnits(order.threshold, 18),
      })
    case 'records':
      return t('event.waits.records', { vehicle: String(BigInt(order.subject)), count: Number(order.threshold) })
    default:
      return null
  }
}
