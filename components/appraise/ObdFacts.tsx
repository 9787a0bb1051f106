'use client'

import type { ObdSnapshot } from '../../lib/appraisal/VehicleEvidence.ts'
import { Both } from '../i18n/Both.tsx'
import { Badge } from '../ui/Badge.tsx'

/** What was read from a car, in a few lines. */
export function ObdFacts({ obd }: { obd: ObdSnapshot }) {
  const { storedCodes, permanentCodes, odometerKm, kmSinceCleared, incompleteMonitors } = obd
  const codes = [...new Set([...storedCodes, ...permanentCodes])]
  return (
    <ul className="mt-1 flex flex-col gap-0.5 text-sm *:break-inside-avoid">
      <li className="flex flex-wrap items-center gap-x-2 text-muted">
        <span>
          <Both of="readCar" look="beneath">
            {(t, format) =>
              t('readAt', { at: format.dateTime(obd.at * 1_000, { dateStyle: 'medium', timeStyle: 'short' }) })
            }
          </Both>
        </span>
        {obd.isSimulated && (
          <Badge tone="warn">
            <Both of="readCar" look="inBadge">
              {(t) => t('simulated')}
            </Both>
          </Badge>
        )}
      </li>
      <li>
        <Both of="readCar" look="beneath">
          {(t, format) =>
            codes.length === 0 ? t('noCodes') : t('codes', { codes: format.list(codes), count: codes.length })
          }
        </Both>
      </li>
      {odometerKm !== undefined && (
        <li>
          <Both of="readCar" look="beneath">
            {(t, format) => t('odometer', { km: format.number(odometerKm) })}
          </Both>
        </li>
      )}
      {kmSinceCleared !== undefined && (
        <li>
          <Both of="readCar" look="beneath">
            {(t, format) => t('sinceCleared', { km: format.number(kmSinceCleared) })}
          </Both>
        </li>
      )}
      {incompleteMonitors !== undefined && (
        <li>
          <Both of="readCar" look="beneath">
            {(t) => t('monitors', { count: incompleteMonitors })}
          </Both>
        </li>
      )}
    </ul>
  )
}
