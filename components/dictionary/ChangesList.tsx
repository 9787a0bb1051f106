'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Change, DictionaryDiff } from '../../lib/dictionary/diffDictionaries.ts'
import { formatUnit } from '../../lib/dictionary/formatUnit.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'

const tones: Record<Change['level'], Tone> = { major: 'bad', minor: 'accent', patch: 'neutral', none: 'neutral' }

/** Every change on a line of its own, what breaks first; a line may carry something beneath, such as a comment. */
export function ChangesList({ diff, beneath }: { diff: DictionaryDiff; beneath?(change: Change): ReactNode }) {
  const t = useTranslations('dictionaryChanges')
  if (diff.changes.length === 0) return <EmptyState title={t('none')} />
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2.5 text-sm">
        <span>{t('counts', diff.counts)}</span>
        {diff.level !== 'none' && <Badge tone={tones[diff.level]}>{t('asksFor', { version: diff.nextVersion })}</Badge>}
      </p>
      <ul className="divide-y divide-line">
        {diff.changes.map((change) => (
          <li key={`${change.path} ${change.member}`} className="px-4 py-2.5 text-sm">
            <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <Badge tone={tones[change.level]}>{t(`levels.${change.level}`)}</Badge>
              <span className="break-all font-mono font-semibold">{change.path || t('whole')}</span>
              <span>{t(`reasons.${change.reason}`)}</span>
              {change.member !== '*' && <span className="font-mono text-muted text-xs">{change.member}</span>}
            </div>
            {change.member !== '*' && <BeforeAfter change={change} />}
            {beneath?.(change)}
          </li>
        ))}
      </ul>
    </>
  )
}

function BeforeAfter({ change: { member, before, after } }: { change: Change }) {
  const t = useTranslations('dictionaryChanges')
  return (
    <div className="mt-1 grid gap-1 sm:grid-cols-2">
      <p className="break-words rounded-sm bg-bad-soft px-2 py-0.5">
        <span className="sr-only">{t('before')} </span>
        {show(member, before)}
      </p>
      <p className="break-words rounded-sm bg-good-soft px-2 py-0.5">
        <span className="sr-only">{t('after')} </span>
        {show(member, after)}
      </p>
    </div>
  )
}

function show(member: string, value: unknown): string {
  if (value === undefined) return '—'
  if (typeof value !== 'string') return JSON.stringify(value)
  return member === 'unit' ? formatUnit(value) : value
}
