'use client'

import { useLocale, useTranslations } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import { WaitingFacts } from '../explorer/QueryState.tsx'
import { warmFormats } from '../i18n/warmFormats.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'

/** A listing's page while the listing is on its way: what is said of every listing stands there already, in its place. */
export function ListingWaiting() {
  const t = useTranslations('market')
  const locale = useLocale()
  useEffect(() => warmFormats('dates', locale), [locale])
  return (
    <ListingColumns
      facts={<WaitingFacts rows={8} />}
      buy={
        <Card aria-busy>
          <CardHeader title={t('buy')} />
          <BuyPromise>
            <div className="flex h-9 items-center pointer-coarse:h-11">
              <Skeleton className="w-40" />
            </div>
          </BuyPromise>
        </Card>
      }
    />
  )
}

/** What is sold, and beside it, or before it on a phone, how to get it. */
export function ListingColumns({ facts, buy }: { facts: ReactNode; buy: ReactNode }) {
  return (
    <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[3fr_2fr]">
      <div className="order-2 flex flex-col gap-6 lg:order-1">{facts}</div>
      <div className="order-1 lg:sticky lg:top-20 lg:order-2">{buy}</div>
    </div>
  )
}

export function BuyPromise({ children }: { children: ReactNode }) {
  const t = useTranslations('market')
  return (
    <div className="flex flex-col items-start gap-3 p-4">
      <p>{t('buyPromise')}</p>
      {children}
    </div>
  )
}
