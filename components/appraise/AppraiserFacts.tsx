'use client'

import { useTranslations } from 'next-intl'
import { type CoarsePlace, distanceKm } from '../../lib/appraisal/coarsePlace.ts'
import type { Appraiser } from '../../lib/appraisal/readAppraisers.ts'
import { shortenHex } from '../ui/shortenHex.ts'
import { formatPlace } from './formatPlace.ts'

/** Who an appraiser is: address, how far away where both sides say where they are, and how their jobs ended. */
export function AppraiserFacts({ appraiser, here }: { appraiser: Appraiser; here: CoarsePlace | undefined }) {
  return (
    <>
      <span className="font-mono">{shortenHex(appraiser.address, 8, 6)}</span>
      <Distance km={awayKm(appraiser, here)} place={appraiser.place} />
      <Record appraiser={appraiser} />
    </>
  )
}

/** Returns appraisers with the nearest first; those without a place keep their order behind them. */
export function nearestFirst<T extends Appraiser>(appraisers: readonly T[], here: CoarsePlace | undefined): T[] {
  const far = (appraiser: T) => awayKm(appraiser, here) ?? Number.POSITIVE_INFINITY
  return appraisers.toSorted((a, b) => (far(a) === far(b) ? 0 : far(a) - far(b)))
}

function awayKm({ place }: Appraiser, here: CoarsePlace | undefined): number | undefined {
  return here && place && distanceKm(here, place)
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
