'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Release } from '../../lib/dictionary/registry/readReleases.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { TimeAgo } from '../ui/TimeAgo.tsx'
import { QueryFailure } from './QueryFailure.tsx'
import { useDocument } from './useDocument.ts'
import { useReleases } from './useReleases.ts'
import { useWords } from './useWords.ts'

/** The published dictionaries: the newest version of each, or all. */
export function ReleasesCard() {
  const t = useTranslations('dictionaryHome')
  const query = useReleases()
  const [isAll, setAll] = useState(false)
  if (!query.data) return <QueryFailure query={query} rows={7} />
  const latest = query.data.filter((release, i, all) => all.findIndex(({ id }) => id === release.id) === i)
  const shown = (isAll ? query.data : latest).toSorted((a, b) =>
    a.id < b.id ? -1 : a.id > b.id ? 1 : b.number - a.number,
  )
  return (
    <Card>
      <CardHeader
        title={t('releases')}
        note={t('releasesNote', { count: latest.length })}
        action={
          query.data.length > latest.length && (
            <Button size="sm" variant="quiet" aria-pressed={isAll} onClick={() => setAll(!isAll)}>
              {t(isAll ? 'latestOnly' : 'allVersions')}
            </Button>
          )
        }
      />
      {shown.length === 0 ? (
        <EmptyState title={t('noReleases')}>{t('noReleasesWhy')}</EmptyState>
      ) : (
        <Table caption={t('releases')}>
          <thead>
            <tr>
              <Th>{t('name')}</Th>
              <Th>{t('version')}</Th>
              <Th align="right">{t('fields')}</Th>
              <Th>{t('published')}</Th>
              <Th align="right">{t('release')}</Th>
            </tr>
          </thead>
          <tbody>
            {shown.map((release) => (
              <ReleaseRow key={release.number} release={release} />
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  )
}

function ReleaseRow({ release }: { release: Release }) {
  const t = useTranslations('dictionaryHome')
  const say = useWords()
  const { data } = useDocument(release)
  return (
    <Tr>
      <Td>
        <Link className="link font-semibold" href={`/dictionary/view?release=${release.number}`}>
          {say(data?.title) || release.id}
        </Link>
        <span className="ml-2 font-mono text-muted text-xs">{release.id}</span>
      </Td>
      <Td>
        {release.version} {release.isDeprecated && <Badge tone="warn">{t('deprecated')}</Badge>}
      </Td>
      <Td align="right">{data?.fields.length ?? '…'}</Td>
      <Td>
        <TimeAgo timestampMs={release.publishedAtMs} />
      </Td>
      <Td align="right">{release.number}</Td>
    </Tr>
  )
}
