'use client'

import { useTranslations } from 'next-intl'
import type { Problem } from '../../lib/dictionary/checkDictionary.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useDictionaryFailure } from './useDictionaryFailure.ts'
import type { Inspection } from './useProblems.ts'

const shown = 200

/** What keeps a draft from being proposed, field by field. */
export function ProblemsList({ inspection: { problems, failure, isChecking } }: { inspection: Inspection }) {
  const t = useTranslations('dictionaryProblems')
  const say = useDictionaryFailure()
  if (failure !== undefined) return <p className="p-4 text-bad text-sm">{say(failure)}</p>
  if (problems.length === 0) return <EmptyState title={t(isChecking ? 'checking' : 'none')} />
  return (
    <ul className="divide-y divide-line">
      {problems.slice(0, shown).map((problem) => (
        <li key={JSON.stringify(problem)} className="px-4 py-2 text-sm">
          <span className="break-all font-mono font-semibold">{problem.path || t('whole')}</span>{' '}
          <span className="font-mono text-muted text-xs">{problem.member}</span>
          <p>{t(`rules.${problem.rule}`, { detail: problem.detail })}</p>
        </li>
      ))}
      {problems.length > shown && (
        <li className="px-4 py-2 text-muted text-sm">{t('more', { count: problems.length - shown })}</li>
      )}
    </ul>
  )
}

/** Returns the function that says what is wrong with one member of a field. */
export function useProblemWords(problems: readonly Problem[], path: string) {
  const t = useTranslations('dictionaryProblems')
  return (member: string): string | undefined => {
    const found = problems.find(
      (problem) => problem.path === path && (problem.member === member || problem.member.startsWith(`${member}.`)),
    )
    return found && t(`rules.${found.rule}`, { detail: found.detail })
  }
}
