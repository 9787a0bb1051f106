'use client'

import { Lock } from 'lucide-react'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import { type DataSetRecord, stageOf } from '../../lib/dataset/DataSetRecord.ts'
import { countBlocks } from '../../lib/dataset/listBlocks.ts'
import { QueryState } from '../explorer/QueryState.tsx'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { formatBytes } from './formatBytes.ts'
import { useRecords } from './useRecords.ts'

/** The data sets of an account that this browser knows. */
export function DataSetTable({ owner }: { owner: Address }) {
  const t = useTranslations('data')
  const query = useRecords()
  const seal = (
    <PageLink href="/data/new" className={buttonClass({ variant: 'primary', size: 'sm' })}>
      <Lock aria-hidden className="size-4" />
      {t('sealFile')}
    </PageLink>
  )
  return (
    <QueryState query={query} rows={4}>
      {(records) => {
        const mine = records.filter((record) => record.owner.toLowerCase() === owner.toLowerCase())
        const others = records.length - mine.length
        return (
          <Card>
            <CardHeader title={t('tabNames.list')} action={seal} />
            {mine.length === 0 ? (
              <EmptyState title={t('emptyTitle')}>{t('empty')}</EmptyState>
            ) : (
              <Rows records={mine} />
            )}
            {others > 0 && (
              <p className="border-line border-t px-4 py-2 text-muted text-sm">{t('elsewhere', { count: others })}</p>
            )}
          </Card>
        )
      }}
    </QueryState>
  )
}

function Rows({ records }: { records: readonly DataSetRecord[] }) {
  const t = useTranslations('data')
  return (
    <Table caption={t('caption')}>
      <thead>
        <tr>
          <Th>{t('columns.title')}</Th>
          <Th>{t('columns.state')}</Th>
          <Th align="right">{t('columns.size')}</Th>
          <Th>{t('columns.copies')}</Th>
          <Th>{t('columns.until')}</Th>
          <Th>{t('columns.made')}</Th>
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <Row key={record.id} record={record} />
        ))}
      </tbody>
    </Table>
  )
}

function Row({ record }: { record: DataSetRecord }) {
  const t = useTranslations('data')
  const format = useFormatter()
  const locale = useLocale()
  const whole = record.copies.filter(({ blocks }) => blocks >= countBlocks(record))
  const untilMs = Math.min(...whole.map((copy) => copy.untilMs))
  const day = (ms: number) => format.dateTime(ms, { dateStyle: 'medium' })
  return (
    <Tr>
      <Td>
        <PageLink href={`/data/set?id=${record.id}`} className="link font-semibold">
          {record.choices.title}
        </PageLink>
      </Td>
      <Td>
        <StageBadge record={record} />
      </Td>
      <Td align="right">{formatBytes(record.file.bytes, locale)}</Td>
      <Td>{whole.length > 0 ? t('copyCount', { count: whole.length }) : t('noCopies')}</Td>
      <Td>{whole.length > 0 ? day(untilMs) : t('notPinned')}</Td>
      <Td>{day(record.createdMs)}</Td>
    </Tr>
  )
}

const tones: Record<ReturnType<typeof stageOf>, Tone> = {
  sealing: 'accent',
  sealed: 'warn',
  described: 'warn',
  stored: 'good',
}

/** How far a data set is, in a word. */
export function StageBadge({ record }: { record: DataSetRecord }) {
  const t = useTranslations('data')
  const stage = stageOf(record)
  return <Badge tone={tones[stage]}>{t(`stages.${stage}`)}</Badge>
}
