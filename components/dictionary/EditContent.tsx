'use client'

import { Redo2, Undo2 } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import type { Draft } from '../../lib/dictionary/createDraftStore.ts'
import { PageHeader } from '../frame/PageHeader.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { CompareCard } from './CompareCard.tsx'
import { DraftFields } from './DraftFields.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { HeadForm } from './HeadForm.tsx'
import { MergePanel } from './MergePanel.tsx'
import { ProblemsList } from './ProblemsList.tsx'
import { ProposePanel } from './ProposePanel.tsx'
import { QueryFailure } from './QueryFailure.tsx'
import { TryData } from './TryData.tsx'
import { useChangedFields } from './useChangedFields.ts'
import { useDraft } from './useDraft.ts'
import { useSavedDraft } from './useDrafts.ts'
import { type Inspection, useProblems } from './useProblems.ts'
import { useReleases } from './useReleases.ts'

/** The editor of one draft. */
export function EditContent() {
  const t = useTranslations('dictionaryEdit')
  const key = useSearchParams().get('draft') ?? undefined
  const query = useSavedDraft(key)
  if (query.data) return <Editor key={query.data.key} draft={query.data} />
  return (
    <>
      <PageHeader title={t('title')} tabTitle={t('title')} purpose={t('purpose')} help="dictionary" />
      {query.data === null || key === undefined ? (
        <Card>
          <EmptyState title={t('missing')}>{t('missingWhy')}</EmptyState>
        </Card>
      ) : (
        <QueryFailure query={query} />
      )}
    </>
  )
}

function Editor({ draft }: { draft: Draft }) {
  const t = useTranslations('dictionaryEdit')
  const editor = useDraft(draft)
  const inspection = useProblems(editor.value)
  const { data: releases = [] } = useReleases()
  useUndoKeys(editor)
  const { value } = editor
  const { dictionary, problems } = inspection
  const title = t('titleOf', { id: value.id || t('unnamed'), version: value.version })
  const latest = releases.find(({ id }) => id === value.id)
  const changed = useChangedFields(
    releases.find(({ number }) => number === draft.baseRelease),
    dictionary,
  )
  const waiting = <EmptyState title={t('notSound')}>{t('notSoundWhy')}</EmptyState>
  return (
    <>
      <PageHeader title={title} tabTitle={title} purpose={t('purpose')} help="dictionary">
        <SavedBadge saved={editor.saved} />
        <Button size="icon" aria-label={t('undo')} disabled={!editor.undo} onClick={editor.undo}>
          <Undo2 aria-hidden className="size-4" />
        </Button>
        <Button size="icon" aria-label={t('redo')} disabled={!editor.redo} onClick={editor.redo}>
          <Redo2 aria-hidden className="size-4" />
        </Button>
        <ExportMenu dictionary={dictionary} />
      </PageHeader>
      <Card>
        <Tabs
          label={t('parts')}
          tabs={[
            {
              id: 'fields',
              label: t('fields'),
              content: <DraftFields editor={editor} problems={problems} changed={changed} />,
            },
            { id: 'head', label: t('head'), content: <HeadForm editor={editor} problems={problems} latest={latest} /> },
            {
              id: 'problems',
              label: <ProblemsLabel inspection={inspection} />,
              content: <ProblemsList inspection={inspection} />,
            },
            {
              id: 'changes',
              label: t('changes'),
              content: dictionary ? (
                <CompareCard dictionary={dictionary} releases={releases} against={draft.baseRelease} />
              ) : (
                waiting
              ),
            },
            { id: 'try', label: t('try'), content: dictionary ? <TryData dictionary={dictionary} /> : waiting },
            {
              id: 'merge',
              label: t('merge'),
              content: <MergePanel draft={draft} editor={editor} inspection={inspection} />,
            },
            {
              id: 'propose',
              label: t('propose'),
              content: dictionary ? <ProposePanel dictionary={dictionary} releases={releases} /> : waiting,
            },
          ]}
        />
      </Card>
    </>
  )
}

function SavedBadge({ saved }: { saved: ReturnType<typeof useDraft>['saved'] }) {
  const t = useTranslations('dictionaryEdit')
  return (
    <span role="status">
      {typeof saved === 'object' ? (
        <Badge tone="bad">{t('notSaved', { name: saved.failure })}</Badge>
      ) : (
        <Badge tone={saved === 'saved' ? 'good' : 'neutral'}>{t(saved)}</Badge>
      )}
    </span>
  )
}

function ProblemsLabel({ inspection: { problems, failure, isChecking } }: { inspection: Inspection }) {
  const t = useTranslations('dictionaryEdit')
  const isSound = problems.length === 0 && failure === undefined
  return (
    <span className="inline-flex items-center gap-1.5">
      {t('problems')}
      <Badge tone={isChecking ? 'neutral' : isSound ? 'good' : 'bad'}>{isChecking ? '…' : problems.length}</Badge>
    </span>
  )
}

/** Inside of a text field the field's own undo goes first, except where the reader left it. */
function useUndoKeys({ undo, redo }: Pick<ReturnType<typeof useDraft>, 'undo' | 'redo'>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return
      const isRedo = event.key.toLowerCase() === 'y' || (event.key.toLowerCase() === 'z' && event.shiftKey)
      const isUndo = event.key.toLowerCase() === 'z' && !event.shiftKey
      if (!isUndo && !isRedo) return
      event.preventDefault()
      if (isRedo) redo?.()
      else undo?.()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [undo, redo])
}
