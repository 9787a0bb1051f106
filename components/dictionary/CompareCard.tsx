'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import type { Release } from '../../lib/dictionary/registry/readReleases.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Select } from '../ui/Select.tsx'
import { ChangesList } from './ChangesList.tsx'
import { QueryFailure } from './QueryFailure.tsx'
import { useDiff } from './useDiff.ts'
import { useDocument } from './useDocument.ts'

type CompareProps = {
  dictionary: Dictionary
  release?: Release
  releases: readonly Release[]
  against?: number | undefined
}

/** What changed between another version, or another dictionary, and this one. */
export function CompareCard({ dictionary, release, releases, against }: CompareProps) {
  const t = useTranslations('dictionaryView')
  const others = releases.filter(({ number }) => number !== release?.number)
  const same = others.filter(({ id }) => id === dictionary.id)
  const older = same.find(({ number }) => release === undefined || number < release.number) ?? same[0] ?? others[0]
  const [chosen, setChosen] = useState(against ?? older?.number)
  const other = others.find(({ number }) => number === chosen)
  const document = useDocument(other)
  const diff = useDiff(document.data, dictionary)
  if (!other) return <EmptyState title={t('nothingToCompare')} />
  return (
    <div>
      <div className="border-line border-b p-4">
        <Select
          label={t('compareWith')}
          className="max-w-sm"
          value={String(chosen)}
          onChange={({ target }) => setChosen(Number(target.value))}
          options={[...same, ...others.filter(({ id }) => id !== dictionary.id)].map(({ number, id, version }) => ({
            value: String(number),
            label: `${id} ${version}`,
          }))}
        />
      </div>
      {diff.data ? <ChangesList diff={diff.data} /> : <QueryFailure query={document.error ? document : diff} />}
    </div>
  )
}
