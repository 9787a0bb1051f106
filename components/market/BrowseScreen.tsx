'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { listingSorts } from '../../lib/market/ListingFilter.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Select } from '../ui/Select.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { FilterPanel } from './FilterPanel.tsx'
import { HowItWorks } from './HowItWorks.tsx'
import { ListingCard } from './ListingCard.tsx'
import { MarketMap } from './MarketMap.tsx'
import { SavedSearchesDialog } from './SavedSearchesDialog.tsx'
import { SearchField } from './SearchField.tsx'
import { useFilter } from './useFilter.ts'
import { useListings } from './useListings.ts'

const pageSize = 20
const noAreas = [] as const

export function BrowseScreen() {
  const t = useTranslations('market')
  const { filter, change, query } = useFilter()
  const [place, setPlace] = useState({ query, offset: 0 })
  const offset = place.query === query ? place.offset : 0
  const listings = useListings(filter, { offset, limit: pageSize })
  const { error } = listings
  // Many cards at once would hold up every key and touch: they are drawn in pieces, between what the person does.
  const data = useDeferredValue(listings.data)
  const go = (to: number) => setPlace({ query, offset: to })
  return (
    <>
      {query === '' && <HowItWorks />}
      <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[16rem_1fr]">
        <FilterPanel filter={filter} facets={data?.facets} change={change} />
        <div className="flex flex-col gap-4">
          <div className="flex flex-wrap items-end gap-3">
            <SearchField key={filter.text === undefined ? 'empty' : 'text'} text={filter.text ?? ''} change={change} />
            <Select
              label={t('sort')}
              value={filter.sort ?? 'newest'}
              onChange={({ target }) => change({ sort: target.value as (typeof listingSorts)[number] })}
              options={listingSorts.map((sort) => ({ value: sort, label: t(`sorts.${sort}`) }))}
              className="w-44"
            />
            <SavedSearchesDialog query={query} />
          </div>
          <MarketMap areas={data?.areas ?? noAreas} box={filter.box} change={change} />
          <Card aria-busy={listings.isFetching}>
            <p role="status" className="border-line border-b px-4 py-2 text-muted text-sm tabular">
              {data ? t('found', { count: data.total }) : t('searching')}
            </p>
            {data ? (
              data.rows.map((row) => <ListingCard key={row.id} row={row} />)
            ) : error ? (
              <ErrorState
                title={t('indexAway')}
                name={error.name}
                action={<Button onClick={() => listings.refetch()}>{t('retry')}</Button>}
              >
                {t('indexAwayText')}
              </ErrorState>
            ) : data === null ? (
              <EmptyState title={t('noIndex')}>{t('noIndexText')}</EmptyState>
            ) : (
              <Waiting />
            )}
            {data?.total === 0 && (
              <EmptyState title={t(query === '' ? 'noneYet' : 'nothing')}>
                {t(query === '' ? 'noneYetText' : 'nothingText')}
              </EmptyState>
            )}
          </Card>
          {data && data.total > pageSize && (
            <nav aria-label={t('pagesOfFinds')} className="flex items-center gap-3">
              <Button disabled={offset === 0} onClick={() => go(Math.max(0, offset - pageSize))}>
                {t('previous')}
              </Button>
              <span className="text-muted text-sm tabular">
                {t('range', { from: offset + 1, to: Math.min(offset + pageSize, data.total), total: data.total })}
              </span>
              <Button disabled={data.next === undefined} onClick={() => go(offset + pageSize)}>
                {t('following')}
              </Button>
            </nav>
          )}
        </div>
      </div>
    </>
  )
}

function Waiting() {
  return (
    <div aria-hidden className="flex flex-col">
      {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
        <div key={key} className="flex min-h-24 flex-col gap-3 border-line border-b px-4 py-4 last:border-b-0">
          <Skeleton className="w-2/5" />
          <Skeleton className="w-4/5" />
        </div>
      ))}
    </div>
  )
}
