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
    <div className="grid overflow-hidden rounded-md border border-line *:min-w-0 lg:grid-cols-2 lg:divide-x lg:divide-line">
      {halves(readings).map((half, side) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: there are two sides, and they stay
        <Facts key={side}>
          {half.map((reading, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: control units may say the same, and the list never moves
            <Fact key={index} name={name(reading.name)} {...(reading.ecu && { note: reading.ecu })}>
              <span className={reading.unit === 'hex' ? 'break-all font-mono' : ''}>{say(reading)}</span>
              {reading.doubtful && <span className="text-muted"> {t('doubtful')}</span>}
            </Fact>
          ))}
        </Facts>
      ))}
    </div>
  )
}

/** Long lists stand in two columns where there is room. */
function halves<T>(list: readonly T[]): (readonly T[])[] {
  const middle = Math.ceil(list.length / 2)
  return list.length > 6 ? [list.slice(0, middle), list.slice(middle)] : [list]
}
