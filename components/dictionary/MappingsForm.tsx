'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type Field, mappingStandards } from '../../lib/dictionary/dictionarySchema.ts'
import { Button } from '../ui/Button.tsx'
import { cx } from '../ui/cx.ts'
import { controlClass } from '../ui/Input.tsx'
import { Select } from '../ui/Select.tsx'

type Mappings = NonNullable<Field['mappings']>
type MappingsProps = {
  mappings: Field['mappings']
  error: string | undefined
  onChange(mappings: Field['mappings']): void
  className?: string
}

/** Where the same value stands in other standards, versions and files. */
export function MappingsForm({ mappings = [], error, onChange, className }: MappingsProps) {
  const t = useTranslations('dictionaryField')
  const edit = useTranslations('dictionaryEdit')
  const set = (next: Mappings) => onChange(next.length > 0 ? next : undefined)
  const setOne = (at: number, change: Partial<Mappings[number]>) =>
    set(mappings.map((mapping, i) => (i === at ? { ...mapping, ...change } : mapping)))
  return (
    <fieldset className={className}>
      <legend className="mb-1 font-semibold text-sm">{t('mappings')}</legend>
      <ul className="flex flex-col gap-2">
        {mappings.map(({ standard, ref }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name of its own while it is typed
          <li key={at} className="flex items-end gap-2">
            <Select
              hideLabel
              label={edit('standard', { number: at + 1 })}
              className="w-32 shrink-0"
              value={standard}
              onChange={({ target }) => setOne(at, { standard: target.value as Mappings[number]['standard'] })}
              options={mappingStandards.map((value) => ({
                value,
                label: value === 'dictionary' ? t('otherDictionary') : value,
              }))}
            />
            <input
              aria-label={edit('ref', { number: at + 1 })}
              value={ref}
              placeholder={edit(`refExamples.${standard}`)}
              spellCheck={false}
              className={cx(controlClass, 'font-mono')}
              onChange={({ target }) => setOne(at, { ref: target.value })}
            />
            <Button
              size="icon"
              variant="quiet"
              aria-label={edit('removeMapping', { number: at + 1 })}
              onClick={() => set(mappings.filter((_, i) => i !== at))}
            >
              <Trash2 aria-hidden className="size-4" />
            </Button>
          </li>
        ))}
      </ul>
      <Button size="sm" className="mt-2" onClick={() => set([...mappings, { standard: 'J1979', ref: '' }])}>
        <Plus aria-hidden className="size-4" />
        {edit('addMapping')}
      </Button>
      <p aria-live="polite" className="mt-1 text-bad text-sm">
        {error}
      </p>
    </fieldset>
  )
}
