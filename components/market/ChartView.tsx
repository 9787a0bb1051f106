'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { LineChart } from '../ui/LineChart.tsx'
import { Select } from '../ui/Select.tsx'
import { type DataRecord, timeOf } from './readRecords.ts'

/** One field over time. */
export function ChartView({ records, fields }: { records: readonly DataRecord[]; fields: readonly string[] }) {
  const t = useTranslations('market')
  const format = useFormatter()
  const numeric = fields.filter(
    (field) => field !== 'time' && records.some((record) => typeof record[field] === 'number'),
  )
  const [chosen, setChosen] = useState(numeric[0] ?? '')
  const { x, y } = useMemo(() => {
    const points = records.flatMap((record, i) => {
      const value = record[chosen]
      return typeof value === 'number' ? [[timeOf(record) ?? i, value] as const] : []
    })
    return { x: points.map(([at]) => at / 1000), y: points.map(([, value]) => value) }
  }, [records, chosen])
  if (numeric.length === 0) return <p className="p-4 text-sm">{t('views.noNumbers')}</p>
  const [low, high] = [Math.min(...y), Math.max(...y)]
  return (
    <div className="flex flex-col gap-3 p-4">
      <Select
        label={t('views.field')}
        value={chosen}
        onChange={({ target }) => setChosen(target.value)}
        options={numeric.map((field) => ({ value: field, label: field.replace(/^Vehicle\./, '') }))}
        className="max-w-md"
      />
      {y.length > 1 && (
        <LineChart
          label={t('views.chartLabel', { field: chosen, low, high, count: y.length })}
          x={x}
          y={y}
          formatX={(at) => format.dateTime(at * 1000, { timeStyle: 'short' })}
          formatY={(value) => format.number(value)}
        />
      )}
    </div>
  )
}
