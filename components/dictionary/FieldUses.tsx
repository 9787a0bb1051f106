'use client'

import { useTranslations } from 'next-intl'
import type { Dictionary, Field } from '../../lib/dictionary/dictionarySchema.ts'
import type { Release } from '../../lib/dictionary/registry/readReleases.ts'
import { Fact } from '../ui/Facts.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { useDocument } from './useDocument.ts'
import { useReleases } from './useReleases.ts'
import { useUses } from './useUses.ts'

/** Which other dictionaries have the field, and how many data sets on chain name a version with it. */
export function FieldUses({ dictionary, field }: { dictionary: Dictionary; field: Field }) {
  const t = useTranslations('dictionaryField')
  const { data = [] } = useReleases()
  const { data: uses } = useUses()
  const latest = data.filter((release, i) => data.findIndex(({ id }) => id === release.id) === i)
  const own = new Set(data.filter(({ id }) => id === dictionary.id).map(({ number }) => number))
  const count = uses?.filter(({ release }) => own.has(release)).length
  return (
    <>
      <Fact name={t('alsoIn')}>
        <ul className="flex flex-wrap gap-x-3">
          {latest
            .filter(({ id }) => id !== dictionary.id)
            .map((release) => (
              <OtherDictionary key={release.number} release={release} path={field.path} />
            ))}
        </ul>
      </Fact>
      <Fact name={t('usedBy')}>{count === undefined ? '…' : t('dataSets', { count, id: dictionary.id })}</Fact>
    </>
  )
}

function OtherDictionary({ release, path }: { release: Release; path: string }) {
  const { data } = useDocument(release)
  if (!data?.fields.some((field) => field.path === path)) return null
  return (
    <li>
      <PageLink className="link" href={`/dictionary/view?release=${release.number}&field=${encodeURIComponent(path)}`}>
        {release.id}
      </PageLink>
    </li>
  )
}
