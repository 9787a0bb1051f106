'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { CheckedListing } from '../../lib/market/checkOpenedRow.ts'
import { Select } from '../ui/Select.tsx'
import type { Choice } from './buyChoice.ts'
import { EventChoice } from './EventChoice.tsx'

type BuyOptionsProps = {
  checked: CheckedListing
  choice: Choice
  disabled: boolean
  onChange(choice: Choice): void
}

const mostSamples = 8

/** Whole, part or samples; in how many steps; now or on a day. */
export function BuyOptions({ checked: { listing, description }, choice, disabled, onChange }: BuyOptionsProps) {
  const t = useTranslations('market')
  const { terms } = listing
  const isFree = terms.price === 0n
  const kinds = [
    'whole',
    ...(terms.chunks > 1 && (isFree || terms.chunkPrice > 0n) ? (['part'] as const) : []),
    ...(isFree || terms.samplePrice > 0n ? (['samples'] as const) : []),
  ] as const
  const begin = (kind: Choice['kind']): Choice => {
    if (kind === 'samples') return { kind, count: Math.min(2, terms.chunks) }
    return kind === 'part'
      ? { kind, from: 0, to: Math.max(1, Math.floor(terms.chunks / 2)), stages: 1 }
      : { kind, stages: 1 }
  }
  return (
    <fieldset disabled={disabled} className="flex flex-col gap-3">
      <legend className="sr-only">{t('options')}</legend>
      <Select
        label={t('amountWanted')}
        value={choice.kind}
        onChange={({ target }) => onChange(begin(target.value as Choice['kind']))}
        options={kinds.map((kind) => ({ value: kind, label: t(`wants.${kind}`) }))}
      />
      {choice.kind === 'part' && (
        <PartChoice description={description} chunks={terms.chunks} choice={choice} onChange={onChange} />
      )}
      {choice.kind === 'samples' ? (
        <>
          <Select
            label={t('sampleCount')}
            value={String(choice.count)}
            onChange={({ target }) => onChange({ kind: 'samples', count: Number(target.value) })}
            options={countTo(Math.min(mostSamples, terms.chunks)).map((n) => ({ value: String(n), label: String(n) }))}
          />
          <p className="text-muted text-sm">{t('samplesWhy')}</p>
        </>
      ) : (
        <details>
          <summary className="cursor-pointer font-semibold text-sm">{t('more')}</summary>
          <div className="mt-3 flex flex-col gap-3">
            <Select
              label={t('stages')}
              value={String(choice.stages)}
              onChange={({ target }) => onChange({ ...choice, stages: Number(target.value) })}
              options={countTo(Math.min(5, lengthOf(choice, terms.chunks))).map((n) => ({
                value: String(n),
                label: t('stageCount', { count: n }),
              }))}
            />
            <p className="text-muted text-sm">{t('stagesWhy')}</p>
            <EventChoice event={choice.event} onChange={(event) => onChange({ ...choice, event })} />
          </div>
        </details>
      )}
    </fieldset>
  )
}

type PartChoiceProps = {
  description: CheckedListing['description']
  chunks: number
  choice: Extract<Choice, { kind: 'part' }>
  onChange(choice: Choice): void
}

function PartChoice({ description, chunks, choice, onChange }: PartChoiceProps) {
  const t = useTranslations('market')
  const format = useFormatter()
  const { plan } = description
  const labelOf = (chunk: number) =>
    plan.kind === 'windows'
      ? format.dateTime(plan.firstMs + chunk * plan.windowMs, { dateStyle: 'short', timeStyle: 'short' })
      : t('chunkNumber', { number: chunk + 1 })
  const most = 500
  const step = Math.max(1, Math.ceil(chunks / most))
  const marks = Array.from({ length: Math.ceil(chunks / step) }, (_, i) => i * step)
  return (
    <div className="grid grid-cols-2 gap-3">
      <Select
        label={t('from')}
        value={String(choice.from)}
        onChange={({ target }) => {
          const from = Number(target.value)
          onChange({ ...choice, from, to: Math.max(from + 1, choice.to), stages: 1 })
        }}
        options={marks.map((chunk) => ({ value: String(chunk), label: labelOf(chunk) }))}
      />
      <Select
        label={t('to')}
        value={String(choice.to)}
        onChange={({ target }) => onChange({ ...choice, to: Number(target.value), stages: 1 })}
        options={[...marks.slice(1), chunks]
          .filter((chunk) => chunk > choice.from)
          .map((chunk) => ({ value: String(chunk), label: labelOf(chunk) }))}
      />
    </div>
  )
}

const countTo = (most: number) => Array.from({ length: Math.max(1, most) }, (_, i) => i + 1)
const lengthOf = (choice: Choice, chunks: number) => (choice.kind === 'part' ? choice.to - choice.from : chunks)
