'use client'

import { useTranslations } from 'next-intl'
import type { CoarsePlace } from '../../lib/appraisal/coarsePlace.ts'
import type { Appraiser } from '../../lib/appraisal/readAppraisers.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { AppraiserChoice } from './AppraiserChoice.tsx'
import { AppraiserFacts, nearestFirst } from './AppraiserFacts.tsx'

/** From whom to order: those who apply, whoever comes first, or one of all with their record and distance. */
export type Wanted = 'applicants' | 'anybody' | Appraiser['address']

const ways = ['applicants', 'anybody'] as const

export function AppraiserList(props: {
  /** Absent while they are read. */
  appraisers: readonly Appraiser[] | undefined
  here: CoarsePlace | undefined
  wanted: Wanted
  onChange(wanted: Wanted): void
}) {
  const { appraisers, here, wanted, onChange } = props
  const t = useTranslations('appraisers')
  const choice = (value: Wanted) => ({
    name: t('title'),
    isChosen: wanted === value,
    onChoose: () => onChange(value),
  })
  return (
    <fieldset className="px-4">
      <legend className="font-semibold text-sm">{t('title')}</legend>
      <div className="mt-1 flex flex-col divide-y divide-line rounded-md border border-line">
        {ways.map((way) => (
          <AppraiserChoice key={way} {...choice(way)}>
            <span className="font-semibold">{t(way)}</span>
            <span className="basis-full text-muted">{t(`${way}Text`)}</span>
          </AppraiserChoice>
        ))}
        {appraisers === undefined && <Skeleton className="m-3 h-8" />}
        {nearestFirst(appraisers ?? [], here).map((appraiser) => (
          <AppraiserChoice key={appraiser.address} {...choice(appraiser.address)}>
            <AppraiserFacts appraiser={appraiser} here={here} />
          </AppraiserChoice>
        ))}
      </div>
    </fieldset>
  )
}
