'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import { mapDictionaries } from '../../lib/dictionary/mapDictionaries.ts'
import type { Release } from '../../lib/dictionary/registry/readReleases.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Select } from '../ui/Select.tsx'
import { MappingTable } from './MappingTable.tsx'
import { QueryFailure } from './QueryFailure.tsx'
import { useDocument } from './useDocument.ts'

/** What data of this dictionary becomes in another one, and where something is lost. */
export function ConvertCard({
  dictionary,
  from,
  releases,
}: {
  dictionary: Dictionary
  /** The number of its release. */
  from: number
  releases: readonly Release[]
}) {
  const t = useTranslations('dictionaryConvert')
  const others = releases.filter(({ id, version }) => id !== dictionary.id || version !== dictionary.version)
  const [chosen, setChosen] = useState(others[0]?.number)
  const other = others.find(({ number }) => number === chosen)
  const document = useDocument(other)
  const mapping = useMemo(
    () => document.data && mapDictionaries(dictionary, document.data),
    [dictionary, document.data],
  )
  if (!other) return <EmptyState title={t('nothing')} />
  return (
    <div>
      <div className="border-line border-b p-4">
        <Select
          label={t('into')}
          className="max-w-sm"
          value={String(chosen)}
          onChange={({ target }) => setChosen(Number(target.value))}
          options={others.map(({ number, id, version }) => ({ value: String(number), label: `${id} ${version}` }))}
        />
        {mapping && (
          <p className="mt-2 flex flex-wrap items-baseline gap-x-4 text-sm">
            {t('counts', {
              mapped: mapping.rules.length,
              unmapped: mapping.unmapped.length,
              missing: mapping.missing.length,
            })}
            <PageLink className="link" href={`/dictionary/data?from=${from}&to=${chosen}`}>
              {t('file')}
            </PageLink>
          </p>
        )}
      </div>
      {!mapping ? <QueryFailure query={document} /> : <MappingTable mapping={mapping} />}
    </div>
  )
}
