'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { ObdSnapshot } from '../../lib/appraisal/VehicleEvidence.ts'
import { Badge } from '../ui/Badge.tsx'

/** What was read from a car, in a few lines. */
export function ObdFacts({ obd }: { obd: ObdSnapshot }) {
  const t = useTranslations('readCar')
  const format = useFormatter()
  const { storedCodes, permanentCodes, odometerKm, kmSinceCleared, incompleteMonitors } = obd
  const codes = [...new Set([...storedCodes, ...permanentCodes])]
  return (
    <ul className="mt-1 flex flex-col gap-0.5 text-sm">
      <li className="flex flex-wrap items-center gap-x-2 text-muted">
        {t('readAt', { at: format.dateTime(obd.at * 1_000, { dateStyle: 'medium', timeStyle: 'short' }) })}
        {obd.isSimulated && <Badge tone="warn">{t('simulated')}</Badge>}
      </li>
      <li>{codes.length === 0 ? t('noCodes') : t('codes', { codes: format.list(codes), count: codes.length })}</li>
      {odometerKm !== undefined && <li>{t('odometer', { km: format.number(odometerKm) })}</li>}
      {kmSinceCleared !== undefined && <li>{t('sinceCleared', { km: format.number(kmSinceCleared) })}</li>}
      {incompleteMonitors !== undefined && <li>{t('monitors', { count: incompleteMonitors })}</li>}
    </ul>
  )
}
