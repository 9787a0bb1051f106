'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { memo, useRef } from 'react'
import type { Hex } from '../../lib/bytes/hex.ts'
import type { ListingRow } from '../../lib/market/ListingRow.ts'
import { Shield } from '../chain/Shield.tsx'
import { Badge } from '../ui/Badge.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { useSeen } from '../ui/useSeen.ts'
import { CheckMark } from './CheckMark.tsx'
import { isLie } from './isLie.ts'
import { Price } from './Price.tsx'
import { RefusedNote } from './RefusedNote.tsx'
import { SellerRecord } from './SellerRecord.tsx'
import { useCheckedListing } from './useCheckedListing.ts'
import { useKindWords } from './useKindWords.ts'

/** One find. What the index said is shown as its word until this browser has checked it; what it lied about is not shown. */
export const ListingCard = memo(function ListingCard({ row }: { row: ListingRow }) {
  const t = useTranslations('market')
  const format = useFormatter()
  const words = useKindWords()
  const card = useRef<HTMLElement>(null)
  const isSeen = useSeen(card)
  const check = useCheckedListing(isSeen ? (row.id as Hex) : undefined, row)
  const state = check.error ? stateOf(check.error) : 'checking'
  if (state === 'refused') return <Refused name={check.error!.name} />
  const title = check.data?.description.title ?? row.title ?? t('untitled')
  const { fromMs, toMs } = check.data?.description.time ?? row
  return (
    <article
      ref={card}
      className="relative grid gap-x-6 gap-y-2 border-line border-b px-4 py-3 last:border-b-0 hover:bg-page sm:grid-cols-[1fr_auto]"
    >
      <div className="min-w-0">
        <h3 className="font-bold">
          <PageLink href={`/market/listing?id=${row.id}`} className="after:absolute after:inset-0 hover:underline">
            {title}
          </PageLink>
        </h3>
        {row.summary && <p className="line-clamp-2 max-w-prose text-muted text-sm">{row.summary}</p>}
        <div className="mt-1.5 flex flex-wrap items-center gap-1.5">
          <Badge>{words.dataClass(row.dataClass)}</Badge>
          {row.isPrivate && <Badge tone="warn">{t('private')}</Badge>}
          {row.kind && <Badge>{words.kind(row.kind)}</Badge>}
          {row.vehicleClass && <Badge>{words.vehicleClass(row.vehicleClass)}</Badge>}
          {row.place && <Badge>{row.place}</Badge>}
        </div>
      </div>
      <div className="flex flex-row flex-wrap items-center justify-between gap-x-4 gap-y-1 sm:flex-col sm:items-end">
        <p className="font-bold">
          <Price value={BigInt(row.price)} token={row.token} />
        </p>
        <p className="text-muted text-xs tabular">
          {row.records !== null && t('records', { count: row.records })}
          {fromMs && toMs ? ` · ${format.dateTimeRange(fromMs, toMs, { dateStyle: 'medium' })}` : ''}
        </p>
        <div className="relative z-10 flex items-center gap-2">
          <SellerRecord sold={row.sellerSold} cheated={row.sellerCheated} silent={row.sellerSilent} />
          {check.data ? <Shield proof={check.proof} /> : <CheckMark state={state} />}
        </div>
      </div>
    </article>
  )
})

/** A lie is refused; what merely could not be read keeps standing as the index's word. */
function stateOf(error: Error): 'refused' | 'claimed' {
  return isLie(error) ? 'refused' : 'claimed'
}

function Refused({ name }: { name: string }) {
  const t = useTranslations('market')
  return (
    <div className="border-line border-b px-4 py-3 last:border-b-0">
      <RefusedNote name={name}>{t('refusedRow')}</RefusedNote>
    </div>
  )
}
