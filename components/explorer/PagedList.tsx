'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { IndexParams } from '../../lib/explorer/createIndexClient.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Table, Td, Th } from '../ui/Table.tsx'
import { CsvButton, type CsvPlan } from './CsvButton.tsx'
import { IndexFailure } from './IndexFailure.tsx'
import { pageRows, useIndexPages } from './useIndexPages.ts'

export type Column = { name: string; align?: 'left' | 'right'; className?: string }

/**
 * A list of the index in pages. The page stands in the address; what comes new while one reads is announced and only shown
 * when asked for, so nothing moves under the eyes.
 */
export function PagedList<row extends { position: number }>({
  title,
  note,
  id,
  path,
  params,
  columns,
  renderRow,
  empty,
  csv,
  mark,
}: {
  title: string
  note?: ReactNode
  /** Names the list in the address, where a page has several. */
  id: string
  path: string
  params?: IndexParams
  columns: readonly Column[]
  renderRow(row: row): ReactNode
  empty: { title: string; text: string }
  csv?: CsvPlan<row>
  mark?: ReactNode
}) {
  const t = useTranslations('list')
  const pages = useIndexPages<row>(id, path, params)
  const { query, rows, isTop } = pages
  return (
    <Card>
      <CardHeader
        title={title}
        note={note}
        action={
          <span className="flex flex-wrap items-center gap-2">
            {mark}
            {csv && rows && rows.length > 0 && <CsvButton path={path} params={params ?? {}} plan={csv} />}
          </span>
        }
      />
      {pages.fresh > 0 && (
        <div className="border-line border-b bg-accent-soft px-4 py-1.5 text-sm">
          <button type="button" className="link font-semibold" onClick={pages.showFresh}>
            {t('fresh', { count: pages.fresh })}
          </button>
        </div>
      )}
      {query.error && !rows ? (
        <IndexFailure error={query.error} busy={query.isFetching} retry={() => query.refetch()} />
      ) : rows?.length === 0 ? (
        <EmptyState title={empty.title}>{empty.text}</EmptyState>
      ) : (
        <Table caption={title}>
          <thead>
            <tr>
              {columns.map(({ name, align = 'left', className }) => (
                <Th key={name} align={align} className={className}>
                  {name}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>{rows ? rows.map(renderRow) : <WaitingRows columns={columns} />}</tbody>
        </Table>
      )}
      {(!isTop || pages.older || pages.newer) && (
        <nav aria-label={t('pages', { title })} className="flex flex-wrap gap-2 border-line border-t p-3">
          <Button size="sm" disabled={isTop} onClick={pages.toNewest}>
            {t('newest')}
          </Button>
          <Button size="sm" disabled={!pages.newer} onClick={pages.newer}>
            {t('newer')}
          </Button>
          <Button size="sm" disabled={!pages.older} onClick={pages.older}>
            {t('older')}
          </Button>
          <Button size="sm" disabled={!pages.older} onClick={pages.toOldest}>
            {t('oldest')}
          </Button>
        </nav>
      )}
    </Card>
  )
}

function WaitingRows({ columns }: { columns: readonly Column[] }) {
  return Array.from({ length: Math.min(10, pageRows) }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the waiting rows are all alike
    <tr key={row}>
      {columns.map(({ name, className }) => (
        <Td key={name} className={className}>
          <Skeleton className="w-20" />
        </Td>
      ))}
    </tr>
  ))
}
