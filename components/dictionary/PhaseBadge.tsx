'use client'

import { useTranslations } from 'next-intl'
import { isPassing, phaseOf } from '../../lib/dictionary/registry/phaseOf.ts'
import type { Proposal } from '../../lib/dictionary/registry/readProposals.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { useChainSeconds } from './useProposals.ts'

const tones: Record<ReturnType<typeof phaseOf>, Tone> = {
  review: 'accent',
  vote: 'accent',
  count: 'warn',
  published: 'good',
  rejected: 'bad',
}

/** Where a proposal is on its way. */
export function PhaseBadge({ proposal }: { proposal: Proposal }) {
  const t = useTranslations('dictionaryPhases')
  const now = useChainSeconds()
  const phase = now === undefined && proposal.state === 'open' ? undefined : phaseOf(proposal, now ?? 0)
  if (!phase) return <Badge>…</Badge>
  if (phase === 'count') return <Badge tone={isPassing(proposal) ? 'good' : 'warn'}>{t('phases.count')}</Badge>
  return <Badge tone={tones[phase]}>{t(`phases.${phase}`)}</Badge>
}
