'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useDeferredValue, useState } from 'react'
import type { Release } from '../../lib/dictionary/registry/readReleases.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
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
  // Rows bring their documents along: they are drawn in slices.
  const releases = useDeferredValue(query.data)
  const [isAll, setAll] = useState(false)
  if (!releases) return query.error ? <QueryFailure query={query} /> : <Waiting />
  const latest = releases.filter((release, i, all) => all.findIndex(({ id }) => id === release.id) === i)
  const shown = (isAll ? releases : latest).toSorted((a, b) =>
    a.id < b.id ? -1 : a.id > b.id ? 1 : b.number - a.number,
  )
  return (
    <Card>
      <CardHeader
        title={t('releases')}
        note={t('releasesNote', { count: latest.length })}
        action={
          releases.length > latest.length && (
            <Button size="sm" variant="quiet" aria-pressed={isAll} onClick={() => setAll(!isAll)}>
              {t(isAll ? 'latestOnly' : 'allVersions')}
            </Button>
          )
        }
      />
      {shown.length === 0 ? (
        <EmptyState title={t('noReleases')}>{t('noReleasesWhy')}</EmptyState>
      ) : (
        <ReleaseTable>
          {shown.map((release) => (
            <ReleaseRow key={release.number} release={release} />
          ))}
        </ReleaseTable>
      )}
    </Card>
  )
}

function ReleaseTable({ children }: { children: ReactNode }) {
  const t = useTranslations('dictionaryHome')
  return (
    <Table caption={t('releases')}>
      <thead>
        <tr>
          {/* Names come one after the other: the columns beside them stay where they are. */}
          <Th className="w-full min-w-60 sm:min-w-88">{t('name')}</Th>
          <Th>{t('version')}</Th>
          <Th align="right">{t('fields')}</Th>
          <Th className="min-w-36">{t('published')}</Th>
          <Th align="right">{t('release')}</Th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </Table>
  )
}

/** The room of the dictionaries that every chain begins with. */
function Waiting() {
  const t = useTranslations('dictionaryHome')
  const d = useTranslations('dictionary')
  return (
    <Card aria-busy>
      <p role="status" className="sr-only">
        {d('reading')}
      </p>
      <CardHeader title={t('releases')} />
      <ReleaseTable>
        {['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => (
          <Tr key={key}>
            <Td>
              <Skeleton className="w-64" />
            </Td>
            <Td>
              <Skeleton className="w-8" />
            </Td>
            <Td align="right">
              <Skeleton className="w-4" />
            </Td>
            <Td>
              <Skeleton className="w-20" />
            </Td>
            <Td align="right">
              <Skeleton className="w-4" />
            </Td>
          </Tr>
        ))}
      </ReleaseTable>
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
        <PageLink className="link font-semibold" href={`/dictionary/view?release=${release.number}`}>
          {say(data?.title) || release.id}
        </PageLink>
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
