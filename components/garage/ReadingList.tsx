'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Reading } from '../../lib/obd/Reading.ts'
import { Fact, Facts } from '../ui/Facts.tsx'
import { useSignalName } from './useSignalName.ts'

/** Names and values of what a car said. */
export function ReadingList({ readings }: { readings: readonly Reading[] }) {
  const t = useTranslations('garage.vehicle')
  const format = useFormatter()
  const name = useSignalName()
  const say = ({ value, unit }: Reading) => {
    if (typeof value === 'boolean') return value ? t('yes') : t('no')
    if (typeof value === 'number') return `${format.number(value, { maximumFractionDigits: 2 })} ${unit}`.trim()
    return value
  }
  return (
    <div className="rounded-md border border-line">
      <Facts>
        {readings.map((reading, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: control units may say the same, and the list never moves
          <Fact key={index} name={name(reading.name)} {...(reading.ecu && { note: reading.ecu })}>
            <span className={reading.unit === 'hex' ? 'break-all font-mono' : ''}>{say(reading)}</span>
            {reading.doubtful && <span className="text-muted"> {t('doubtful')}</span>}
          </Fact>
        ))}
      </Facts>
    </div>
  )
}
