'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { type DataRecord, timeOf } from './readRecords.ts'

const pageSize = 25

export function TableView({ records, fields }: { records: readonly DataRecord[]; fields: readonly string[] }) {
  const t = useTranslations('market')
  const format = useFormatter()
  const [from, setFrom] = useState(0)
  const cell = (record: DataRecord, field: string) => {
    const ms = field === 'time' ? timeOf(record) : undefined
    return ms === undefined
      ? String(record[field] ?? '')
      : format.dateTime(ms, { dateStyle: 'short', timeStyle: 'medium' })
  }
  return (
    <div>
      <Table caption={t('views.table')}>
        <thead>
          <tr>
            {fields.map((field) => (
              <Th key={field}>{field.replace(/^Vehicle\./, '')}</Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.slice(from, from + pageSize).map((record, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a record has no name but its place
            <Tr key={from + i}>
              {fields.map((field) => (
                <Td key={field}>{cell(record, field)}</Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
      <div className="flex items-center gap-3 p-3">
        <Button size="sm" disabled={from === 0} onClick={() => setFrom(from - pageSize)}>
          {t('previous')}
        </Button>
        <span className="text-muted text-sm tabular">
          {t('range', { from: from + 1, to: Math.min(from + pageSize, records.length), total: records.length })}
        </span>
        <Button size="sm" disabled={from + pageSize >= records.length} onClick={() => setFrom(from + pageSize)}>
          {t('following')}
        </Button>
      </div>
    </div>
  )
}
