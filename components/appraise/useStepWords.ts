'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Step } from '../../lib/appraisal/valueVehicle.ts'

/** Returns what says the reason of a step in plain words. */
export function useStepWords(): (step: Step) => string {
  const t = useTranslations('valuation')
  const format = useFormatter()
  return ({ id, facts }) => {
    if (id === 'age') return t('reasons.age', { years: Math.round((facts.years ?? 0) * 10) / 10 })
    if (id === 'distance') {
      if (facts.drivenKm === undefined) return t('reasons.distanceUnknown')
      const driven = format.number(facts.drivenKm)
      if (facts.overDistance)
        return t('reasons.distanceOver', { driven, more: format.number(facts.overDistance * 10_000) })
      if (facts.underDistance)
        return t('reasons.distanceUnder', { driven, less: format.number(facts.underDistance * -10_000) })
      return t('reasons.distanceUsual', { driven })
    }
    if (id === 'market') return t('reasons.market', { sales: facts.sales ?? 0 })
    if (id === 'battery')
      return t('reasons.battery', {
        percent: format.number(100 - (facts.batteryLoss ?? 0) * 10, { maximumFractionDigits: 0 }),
      })
    const parts = Object.entries(facts).map(([fact, value]) => t(`facts.${fact as FactId}`, { count: value }))
    return parts.length > 0 ? format.list(parts) : t('reasons.nothing')
  }
}

type FactId =
  | 'lightDamage'
  | 'mediumDamage'
  | 'heavyDamage'
  | 'owners'
  | 'missedServices'
  | 'engineCodes'
  | 'otherCodes'
  | 'permanentCodes'
  | 'recentlyCleared'
  | 'implausibleHours'
  | 'regressions'
