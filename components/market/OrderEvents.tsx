'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Purchase } from '../../lib/market/readPurchase.ts'
import { Shield } from '../chain/Shield.tsx'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import english from '../i18n/messages/en/market.json'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Fact } from '../ui/Facts.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { CheckMark } from './CheckMark.tsx'
import { isLie } from './isLie.ts'
import { Price } from './Price.tsx'
import { RefusedNote } from './RefusedNote.tsx'

type Known = keyof typeof english.market.events

/** What happened to an order, step by step: told by the index, shown as the receipts of the chain have it. */
export function OrderEvents({ purchase: { id, events, terms } }: { purchase: Purchase }) {
  const t = useTranslations('market')
  const format = useFormatter()
  const check = useChainQuery({
    queryKey: ['orderEvents', id, events],
    queryFn: async (client) => {
      const { readOrderEvents } = await import('../../lib/market/readOrderEvents.ts')
      return readOrderEvents(client, id, events)
    },
    enabled: events.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (check.error && isLie(check.error)) {
    return (
      <Fact name={t('stepsOfOrder')}>
        <RefusedNote name={check.error.name}>{t('refusedEvents')}</RefusedNote>
      </Fact>
    )
  }
  const mark = check.data ? (
    <Shield proof={check.proof} look="icon" />
  ) : (
    <CheckMark state={check.error ? 'claimed' : 'checking'} />
  )
  return (check.data ?? events).map(({ name, transaction, time, amount }, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: events only ever are added at the end
    <Fact key={i} name={name in english.market.events ? t(`events.${name as Known}`) : name}>
      <span className="flex flex-wrap items-center gap-x-4">
        <span>{format.dateTime(time * 1000, { dateStyle: 'medium', timeStyle: 'medium' })}</span>
        {amount !== null && <Price value={BigInt(amount)} token={terms.token} />}
        <ExplorerLink kind="tx" id={transaction}>
          {shortenHex(transaction, 8, 6)}
        </ExplorerLink>
        {mark}
      </span>
    </Fact>
  ))
}
