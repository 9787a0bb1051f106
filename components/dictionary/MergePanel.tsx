'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Draft } from '../../lib/dictionary/createDraftStore.ts'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import { formatUnit } from '../../lib/dictionary/formatUnit.ts'
import type { MergeChoice, MergeConflict } from '../../lib/dictionary/mergeDictionaries.ts'
import type { Proposal } from '../../lib/dictionary/registry/readProposals.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Select } from '../ui/Select.tsx'
import { dictionaryWorker } from './dictionaryWorker.ts'
import { numberOf } from './numberOf.ts'
import { QueryFailure } from './QueryFailure.tsx'
import { useDocument } from './useDocument.ts'
import type { DraftEditor, DraftValue } from './useDraft.ts'
import { useDrafts } from './useDrafts.ts'
import type { Inspection } from './useProblems.ts'
import { useProposals } from './useProposals.ts'
import { useReleases } from './useReleases.ts'

type MergeProps = { draft: Draft; editor: DraftEditor; inspection: Inspection }
type Other = { key: string; label: string; dictionary?: Dictionary; proposal?: Proposal }

/** Takes over what another draft or proposal of the same dictionary changed; where both changed the same, one chooses. */
export function MergePanel({ draft, editor, inspection }: MergeProps) {
  const t = useTranslations('dictionaryMerge')
  const { data: releases = [] } = useReleases()
  const base = releases.find(({ number }) => number === draft.baseRelease)
  const others = useOthers(draft, editor.value.id)
  const [chosen, setChosen] = useState<string>()
  const other = others.find(({ key }) => key === (chosen ?? others[0]?.key))
  const document = useDocument(other?.proposal && { ...other.proposal })
  const baseDocument = useDocument(base)
  const theirs = other?.dictionary ?? document.data
  if (!base) return <EmptyState title={t('noBase')}>{t('noBaseWhy')}</EmptyState>
  if (!other) return <EmptyState title={t('noOthers')}>{t('noOthersWhy')}</EmptyState>
  return (
    <div>
      <div className="border-line border-b p-4">
        <Select
          label={t('with')}
          className="max-w-lg"
          value={other.key}
          onChange={({ target }) => setChosen(target.value)}
          options={others.map(({ key, label }) => ({ value: key, label }))}
        />
      </div>
      {!inspection.dictionary ? (
        <EmptyState title={t('notSound')} />
      ) : theirs && baseDocument.data ? (
        <Conflicts
          key={other.key}
          base={baseDocument.data}
          left={inspection.dictionary}
          right={theirs}
          editor={editor}
        />
      ) : (
        <QueryFailure query={baseDocument.data ? document : baseDocument} />
      )}
    </div>
  )
}

function useOthers(draft: Draft, id: string): Other[] {
  const t = useTranslations('dictionaryMerge')
  const { data: drafts = [] } = useDrafts()
  const { data: proposals = [] } = useProposals()
  const mine = drafts.filter(({ key, value }) => key !== draft.key && value.id === id)
  const open = proposals.filter((proposal) => proposal.kind === 'publish' && proposal.id === id)
  return [
    ...mine.map(({ key, value }) => ({
      key,
      label: t('draftOf', { version: String(value.version), count: (value.fields as unknown[]).length }),
      dictionary: value as unknown as Dictionary,
    })),
    ...open.map((proposal) => ({
      key: `proposal ${proposal.number}`,
      label: t('proposalOf', { number: proposal.number, version: proposal.version }),
      proposal,
    })),
  ]
}

type ConflictsProps = { base: Dictionary; left: Dictionary; right: Dictionary; editor: DraftEditor }

function Conflicts({ base, left, right, editor }: ConflictsProps) {
  const t = useTranslations('dictionaryMerge')
  const [choices, setChoices] = useState<ReadonlyMap<string, MergeChoice>>(new Map())
  const first = useMerge({ base, left, right }, new Map())
  const merge = useMerge({ base, left, right }, choices)
  if (!first.data || !merge.data) return <QueryFailure query={first.error ? first : merge} />
  const open = merge.data.conflicts.length
  const choose = (conflict: MergeConflict, choice: MergeChoice) =>
    setChoices(new Map([...choices, [`${conflict.path} ${conflict.member}`, choice]]))
  return (
    <div className="flex flex-col gap-4 p-4">
      <p role="status" className="font-semibold text-sm">
        {first.data.conflicts.length === 0
          ? t('noConflicts')
          : t('conflicts', { count: first.data.conflicts.length, open })}
      </p>
      <ul className="flex flex-col gap-4">
        {first.data.conflicts.map((conflict) => (
          <Conflict
            key={`${conflict.path} ${conflict.member}`}
            conflict={conflict}
            choice={choices.get(`${conflict.path} ${conflict.member}`)}
            onChoose={(choice) => choose(conflict, choice)}
          />
        ))}
      </ul>
      <div>
        <Button
          variant="primary"
          disabled={open > 0}
          onClick={() => editor.change(() => merge.data.value as unknown as DraftValue)}
        >
          {t('take')}
        </Button>
      </div>
    </div>
  )
}

function useMerge(
  sides: { base: Dictionary; left: Dictionary; right: Dictionary },
  choices: ReadonlyMap<string, MergeChoice>,
) {
  const list = [...choices]
  return useQuery({
    queryKey: ['dictionaryMerge', ...[sides.base, sides.left, sides.right].map(numberOf), list],
    queryFn: ({ signal }) => dictionaryWorker().merge({ ...sides, choices: list }, { signal }),
    gcTime: 0,
  })
}

type ConflictProps = { conflict: MergeConflict; choice: MergeChoice | undefined; onChoose(choice: MergeChoice): void }

function Conflict({ conflict, choice, onChoose }: ConflictProps) {
  const t = useTranslations('dictionaryMerge')
  const { path, member } = conflict
  return (
    <li>
      <fieldset className="rounded-md border border-line p-3 text-sm">
        <legend className="px-1">
          <span className="break-all font-mono font-semibold">{path || t('whole')}</span>{' '}
          <span className="font-mono text-muted">{member === '*' ? t('wholeField') : member}</span>
        </legend>
        {(['left', 'right', 'base'] as const).map((side) => (
          <label key={side} className="flex min-h-8 cursor-pointer items-baseline gap-2">
            <input
              type="radio"
              name={`${path} ${member}`}
              checked={choice === side}
              onChange={() => onChoose(side)}
              className="accent-(--accent)"
            />
            <span className="w-24 shrink-0 text-muted">{t(`sides.${side}`)}</span>
            <span className="min-w-0 break-words">{show(member, conflict[side]) ?? t('nothing')}</span>
          </label>
        ))}
      </fieldset>
    </li>
  )
}

function show(member: string, value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'string') return JSON.stringify(value).slice(0, 300)
  return (member === 'unit' ? formatUnit(value) : value).slice(0, 300)
}
