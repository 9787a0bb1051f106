import type { useFormatter, useTranslations } from 'next-intl'
import type { Step } from '../../lib/appraisal/valueVehicle.ts'

type Language = {
  t: ReturnType<typeof useTranslations<'valuation'>>
  format: ReturnType<typeof useFormatter>
}

/** Returns the reason of a step in plain words. */
export function stepWords({ t, format }: Language, { id, facts }: Step): string {
  if (id === 'age') return t('reasons.age', { years: Math.round((facts.years ?? 0) * 10) / 10 })
  if (id === 'distance') {
    if (facts.drivenKm === undefined) return t('reasons.distanceUnknown')
    const driven = format.number(facts.drivenKm)
    if (facts.overDistance) {
      return t('reasons.distanceOver', { driven, more: format.number(facts.overDistance * 10_000) })
    }
    if (facts.underDistance) {
      return t('reasons.distanceUnder', { driven, less: format.number(facts.underDistance * -10_000) })
    }
    return t('reasons.distanceUsual', { driven })
  }
  if (id === 'market') return t('reasons.market', { sales: facts.sales ?? 0 })
  if (id === 'battery') {
    const percent = format.number(100 - (facts.batteryLoss ?? 0) * 10, { maximumFractionDigits: 0 })
    return t('reasons.battery', { percent })
  }
  const parts = Object.entries(facts).map(([fact, value]) => t(`facts.${fact as FactId}`, { count: value }))
  return parts.length > 0 ? format.list(parts) : t('reasons.nothing')
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
