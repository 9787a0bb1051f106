'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { type CoarsePlace, distanceKm } from '../../lib/appraisal/coarsePlace.ts'
import type { Appraiser } from '../../lib/appraisal/readAppraisers.ts'
import { cx } from '../ui/cx.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { formatPlace } from './formatPlace.ts'

/** Whom to order from: each appraiser's record, and how far away they work where both sides say where they are. */
export function AppraiserList(props: {
  /** Absent while they are read. */
  appraisers: readonly Appraiser[] | undefined
  here: CoarsePlace | undefined
  wanted: string
  onChange(address: string): void
}) {
  const { appraisers, here, wanted, onChange } = props
  const t = useTranslations('appraisers')
  const listed = (appraisers ?? [])
    .map((appraiser) => ({ ...appraiser, km: here && appraiser.place && distanceKm(here, appraiser.place) }))
    .toSorted((a, b) => (a.km ?? Number.POSITIVE_INFINITY) - (b.km ?? Number.POSITIVE_INFINITY))
  const choice = (address: string) => ({
    name: t('title'),
    isChosen: wanted === address,
    onChoose: () => onChange(address),
  })
  return (
    <fieldset className="px-4">
      <legend className="font-semibold text-sm">{t('title')}</legend>
      <div className="mt-1 flex flex-col divide-y divide-line rounded-md border border-line">
        <Choice {...choice('')}>
          <span className="font-semibold">{t('anybody')}</span>
          <span className="basis-full text-muted">{t('anybodyText')}</span>
        </Choice>
        {appraisers === undefined && <Skeleton className="m-3 h-8" />}
        {listed.map((appraiser) => (
          <Choice key={appraiser.address} {...choice(appraiser.address)}>
            <span className="font-mono">{shortenHex(appraiser.address, 8, 6)}</span>
            <Distance km={appraiser.km} place={appraiser.place} />
            <Record appraiser={appraiser} />
          </Choice>
        ))}
      </div>
    </fieldset>
  )
}

function Choice(props: { name: string; isChosen: boolean; onChoose(): void; children: ReactNode }) {
  return (
    <label className={cx('flex min-h-11 items-start gap-3 px-3 py-2 text-sm', props.isChosen && 'bg-sunken')}>
      <input
        type="radio"
        name={props.name}
        checked={props.isChosen}
        onChange={props.onChoose}
        className="mt-0.5 size-5 shrink-0 accent-accent"
      />
      <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-0.5">{props.children}</span>
    </label>
  )
}

function Distance({ km, place }: { km: number | undefined; place: CoarsePlace | undefined }) {
  const t = useTranslations('appraisers')
  // A place is known to ten kilometres, and a distance no better.
  if (km !== undefined) {
    return <span className="tabular">{km < 15 ? t('near') : t('away', { km: Math.round(km / 10) * 10 })}</span>
  }
  return <span className="text-muted tabular">{place ? t('at', formatPlace(place)) : t('noPlace')}</span>
}

const endings = ['stood', 'challenged', 'overturned', 'late'] as const

function Record({ appraiser: { outcomes, ratings, stars } }: { appraiser: Appraiser }) {
  const t = useTranslations('appraisers')
  const ended = endings.filter((ending) => outcomes[ending] > 0).map((ending) => t(ending, { count: outcomes[ending] }))
  const rated = stars === undefined ? t('noRatings') : t('ratings', { stars: stars.toFixed(1), count: ratings })
  return (
    <span className="basis-full text-muted">{[t('jobs', { count: outcomes.taken }), ...ended, rated].join(' · ')}</span>
  )
}
