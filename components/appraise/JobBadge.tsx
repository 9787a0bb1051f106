'use client'

import { useTranslations } from 'next-intl'
import type { AppraisalJob, JobState } from '../../lib/appraisal/appraisalJob.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'

const tones: Record<JobState, Tone> = {
  none: 'neutral',
  open: 'accent',
  accepted: 'warn',
  submitted: 'warn',
  challenged: 'bad',
  paid: 'good',
  refunded: 'neutral',
}

/** Where an appraisal stands; an open one that takes applications tells how many there are, or that one is chosen. */
export function JobBadge({ job: { state, applicants, appraiser } }: { job: AppraisalJob }) {
  const t = useTranslations('job')
  if (state !== 'open' || !applicants) return <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
  return <Badge tone="accent">{appraiser ? t('chosen') : t('applied', { count: applicants.length })}</Badge>
}
