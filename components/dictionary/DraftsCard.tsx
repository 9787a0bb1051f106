'use client'

import { FilePlus2, Trash2, Upload } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useState } from 'react'
import type { Draft } from '../../lib/dictionary/createDraftStore.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { EmptyWaiting } from '../ui/EmptyWaiting.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { TimeAgo } from '../ui/TimeAgo.tsx'
import { emptyDraft } from './emptyDraft.ts'
import { QueryFailure } from './QueryFailure.tsx'
import { useDraftActions, useDrafts } from './useDrafts.ts'

// It brings the schema of a dictionary along, which only whoever imports one needs here.
const ImportDialog = lazy(async () => ({ default: (await import('./ImportDialog.tsx')).ImportDialog }))

/** What is being written in this browser, and the ways to begin. */
export function DraftsCard() {
  const t = useTranslations('dictionaryHome')
  const d = useTranslations('dictionary')
  const router = useRouter()
  const query = useDrafts()
  const { create } = useDraftActions()
  const [isImporting, setImporting] = useState(false)
  const open = async (value: Record<string, unknown>) =>
    router.push(`/dictionary/edit?draft=${await create(value, undefined)}`)
  if (!query.data && query.error) return <QueryFailure query={query} />
  return (
    <Card aria-busy={!query.data}>
      <CardHeader
        title={t('drafts')}
        note={t('draftsNote')}
        action={
          <div className="flex gap-2">
            <Button size="sm" disabled={!query.data} onClick={() => setImporting(true)}>
              <Upload aria-hidden className="size-4" />
              {t('import')}
            </Button>
            <Button size="sm" disabled={!query.data} onClick={() => open(emptyDraft())}>
              <FilePlus2 aria-hidden className="size-4" />
              {t('new')}
            </Button>
          </div>
        }
      />
      {!query.data ? (
        <EmptyWaiting says={d('reading')} title={t('noDrafts')}>
          {t('noDraftsWhy')}
        </EmptyWaiting>
      ) : query.data.length === 0 ? (
        <EmptyState title={t('noDrafts')}>{t('noDraftsWhy')}</EmptyState>
      ) : (
        <Table caption={t('drafts')}>
          <thead>
            <tr>
              <Th>{t('name')}</Th>
              <Th align="right">{t('fields')}</Th>
              <Th>{t('saved')}</Th>
              <Th>
                <span className="sr-only">{t('actions')}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {query.data.map((draft) => (
              <DraftRow key={draft.key} draft={draft} />
            ))}
          </tbody>
        </Table>
      )}
      <Suspense>{isImporting && <ImportDialog onClose={() => setImporting(false)} onImported={open} />}</Suspense>
    </Card>
  )
}

function DraftRow({ draft }: { draft: Draft }) {
  const t = useTranslations('dictionaryHome')
  const { remove } = useDraftActions()
  const [isAsking, setAsking] = useState(false)
  const { id, version, fields } = draft.value as { id?: string; version?: string; fields?: unknown[] }
  const name = t('draftName', { id: id || t('unnamed'), version: version ?? '' })
  return (
    <Tr>
      <Td>
        <PageLink className="link font-semibold" href={`/dictionary/edit?draft=${draft.key}`}>
          {name}
        </PageLink>
      </Td>
      <Td align="right">{fields?.length ?? 0}</Td>
      <Td>
        <TimeAgo timestampMs={draft.updatedAtMs} />
      </Td>
      <Td align="right">
        {isAsking ? (
          <Button
            size="sm"
            variant="danger"
            autoFocus
            onBlur={() => setAsking(false)}
            onClick={() => remove(draft.key)}
          >
            {t('removeSure')}
          </Button>
        ) : (
          <Button size="sm" variant="quiet" aria-label={t('remove', { name })} onClick={() => setAsking(true)}>
            <Trash2 aria-hidden className="size-4" />
          </Button>
        )}
      </Td>
    </Tr>
  )
}
