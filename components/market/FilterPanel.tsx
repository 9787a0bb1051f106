'use client'

import { useTranslations } from 'next-intl'
import { memo } from 'react'
import type { ListingFilter } from '../../lib/market/ListingFilter.ts'
import type { ListingPage } from '../../lib/market/ListingRow.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Input } from '../ui/Input.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { symbolOf } from './money.ts'
import { useKindWords } from './useKindWords.ts'

type Change = (part: { [name in keyof ListingFilter]?: ListingFilter[name] | undefined }) => void
type FacetId = keyof ListingPage['facets']

type FilterPanelProps = { filter: ListingFilter; facets: ListingPage['facets'] | undefined; change: Change }

const facetIds: readonly FacetId[] = ['kind', 'vehicleClass', 'place', 'dataClass', 'token', 'dictionary']
const shownValues = 8
const dayMs = 86_400_000

/** What one can narrow a search by, each with how many finds it leaves. Folded on a phone. */
export const FilterPanel = memo(function FilterPanel({ filter, facets, change }: FilterPanelProps) {
  const t = useTranslations('market')
  const set = facetIds.filter((id) => filter[id] !== undefined).length
  return (
    <Card className="p-4">
      <details open={typeof window === 'undefined' || window.innerWidth >= 1024}>
        <summary className="cursor-pointer font-bold">
          {t('narrow')}
          {set > 0 && <span className="ml-2 font-normal text-muted text-sm">{t('chosen', { count: set })}</span>}
        </summary>
        <div className="mt-4 flex flex-col gap-5">
          {facetIds.map((id) =>
            facets ? (
              <Facet key={id} id={id} value={filter[id]} counts={facets[id]} change={change} />
            ) : (
              <Skeleton key={id} className="h-16" />
            ),
          )}
          <TimeFacet filter={filter} change={change} />
          <Input
            label={t('maxPrice')}
            inputMode="decimal"
            defaultValue={filter.maxPrice === undefined ? '' : String(filter.maxPrice / 1_000_000)}
            onBlur={({ target }) => change({ maxPrice: readPrice(target.value) })}
            hint={t('maxPriceHint')}
          />
          <Tick
            label={t('onlyFree')}
            checked={filter.isFree === true}
            onChange={(on) => change({ isFree: on || undefined })}
          />
          <Tick
            label={t('onlyProven')}
            checked={filter.isProven === true}
            onChange={(on) => change({ isProven: on || undefined })}
          />
          <Tick
            label={t('onlyOfCar')}
            checked={filter.isOfCar === true}
            onChange={(on) => change({ isOfCar: on || undefined })}
          />
          <Button size="sm" onClick={() => change(nothing)}>
            {t('clear')}
          </Button>
        </div>
      </details>
    </Card>
  )
})

const nothing = {
  ...{
    text: undefined,
    kind: undefined,
    vehicleClass: undefined,
    place: undefined,
    dataClass: undefined,
    token: undefined,
  },
  ...{ dictionary: undefined, fromMs: undefined, toMs: undefined, maxPrice: undefined, isFree: undefined },
  ...{ isProven: undefined, isOfCar: undefined, box: undefined, seller: undefined, dataSet: undefined },
}

function readPrice(text: string): number | undefined {
  const value = Number(text.replace(',', '.'))
  return text.trim() === '' || !Number.isFinite(value) || value < 0 ? undefined : Math.round(value * 1_000_000)
}

type FacetProps = {
  id: FacetId
  value: string | undefined
  counts: Record<string, number>
  change: Change
}

function Facet({ id, value, counts, change }: FacetProps) {
  const t = useTranslations('market')
  const words = useKindWords()
  const entries = Object.entries(counts).sort(([, a], [, b]) => b - a)
  if (entries.length === 0 && value === undefined) return null
  const nameOf = (word: string) => {
    if (id === 'kind' || id === 'vehicleClass' || id === 'dataClass') return words[id](word)
    return id === 'token' ? symbolOf(word) : word
  }
  return (
    <fieldset>
      <legend className="mb-1 font-semibold text-sm">{t(`facets.${id}`)}</legend>
      <ul className="flex flex-wrap gap-1.5">
        {entries.slice(0, shownValues).map(([word, count]) => (
          <li key={word}>
            <Button
              size="sm"
              variant={value === word ? 'primary' : 'secondary'}
              aria-pressed={value === word}
              onClick={() => change({ [id]: value === word ? undefined : word })}
            >
              {nameOf(word)}
              <span className="font-normal text-xs tabular opacity-75">{count}</span>
            </Button>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

function TimeFacet({ filter, change }: { filter: ListingFilter; change: Change }) {
  const t = useTranslations('market')
  const dateOf = (ms: number | undefined) => (ms === undefined ? '' : new Date(ms).toISOString().slice(0, 10))
  const read = (text: string) => (text === '' ? undefined : Date.parse(`${text}T00:00:00Z`))
  return (
    <fieldset className="grid grid-cols-2 gap-2">
      <legend className="sr-only">{t('time')}</legend>
      <Input
        label={t('from')}
        type="date"
        value={dateOf(filter.fromMs)}
        onChange={({ target }) => change({ fromMs: read(target.value) })}
      />
      <Input
        label={t('to')}
        type="date"
        value={dateOf(filter.toMs && filter.toMs - dayMs + 1)}
        onChange={({ target }) => {
          const day = read(target.value)
          change({ toMs: day === undefined ? undefined : day + dayMs - 1 })
        }}
      />
    </fieldset>
  )
}

function Tick({ label, checked, onChange }: { label: string; checked: boolean; onChange(on: boolean): void }) {
  return (
    <label className="flex min-h-6 cursor-pointer items-center gap-2 text-sm pointer-coarse:min-h-10">
      <input
        type="checkbox"
        checked={checked}
        onChange={({ target }) => onChange(target.checked)}
        className="size-4 accent-(--color-accent)"
      />
      {label}
    </label>
  )
}
