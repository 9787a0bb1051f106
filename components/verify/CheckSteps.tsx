'use client'

import { useTranslations } from 'next-intl'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { CheckStepView } from './CheckStepView.tsx'
import type { CheckRun } from './useCheck.ts'

/** The steps of a check as they are done, and what comes of them. */
export function CheckSteps({ run: { steps, busy, error } }: { run: CheckRun }) {
  const t = useTranslations('verify')
  const isEmpty = steps.length === 0 && !busy && !error
  return (
    <Card aria-busy={busy} aria-label={t('steps')}>
      <CardHeader title={t('steps')} />
      {isEmpty && <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>}
      {error && (
        <ErrorState title={t('unreadable')} name={error.name}>
          {error.message}
        </ErrorState>
      )}
      <ol className="divide-y divide-line" aria-live="polite">
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the check
          <CheckStepView key={index} step={step} />
        ))}
      </ol>
    </Card>
  )
}
