'use client'

import { useTranslations } from 'next-intl'
import type { Dictionary, Field } from '../../lib/dictionary/dictionarySchema.ts'
import type { Release } from '../../lib/dictionary/registry/readReleases.ts'
import { Fact } from '../ui/Facts.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { useDiff } from './useDiff.ts'
import { useDocument } from './useDocument.ts'
import { useReleases } from './useReleases.ts'

const shown = 10

/** In which versions the field came and changed, from the published versions themselves. */
export function FieldHistory({ dictionary, field }: { dictionary: Dictionary; field: Field }) {
  const t = useTranslations('dictionaryField')
  const { data = [] } = useReleases()
  const versions = data.filter(({ id }) => id === dictionary.id).slice(0, shown)
  return (
    <Fact name={t('history')}>
      <ul>
        {versions.map((release, i) => (
          <HistoryLine key={release.number} release={release} before={versions[i + 1]} path={field.path} />
        ))}
        {versions.length === 0 && <li className="text-muted">{t('neverPublished')}</li>}
      </ul>
    </Fact>
  )
}

function HistoryLine({ release, before, path }: { release: Release; before: Release | undefined; path: string }) {
  const t = useTranslations('dictionaryField')
  const changes = useTranslations('dictionaryChanges')
  const { data: now } = useDocument(release)
  const { data: then } = useDocument(before)
  const { data: diff } = useDiff(before && then, now)
  const has = now?.fields.some((field) => field.path === path)
  const found = diff?.changes.filter((change) => change.path === path) ?? []
  const words = !now
    ? '…'
    : !before
      ? t(has ? 'sinceFirst' : 'absent')
      : found.length > 0
        ? found.map(({ reason }) => changes(`reasons.${reason}`)).join(', ')
        : t(has ? 'unchanged' : 'absent')
  return (
    <li>
      <PageLink className="link" href={`/dictionary/view?release=${release.number}&field=${encodeURIComponent(path)}`}>
        {release.version}
      </PageLink>{' '}
      {words}
    </li>
  )
}
