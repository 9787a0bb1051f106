'use client'

import { ShieldAlert, ShieldEllipsis } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Tooltip } from '../ui/Tooltip.tsx'

const looks = {
  checking: { icon: ShieldEllipsis, tone: 'bg-sunken text-muted' },
  claimed: { icon: ShieldEllipsis, tone: 'bg-sunken text-muted' },
  refused: { icon: ShieldAlert, tone: 'bg-bad-soft text-bad' },
} as const

/** What a listing rests on: the index's word so far, or refused. */
export function CheckMark({ state }: { state: keyof typeof looks }) {
  const t = useTranslations('market')
  const { icon: Icon, tone } = looks[state]
  return (
    <Tooltip
      text={t(`check.${state}.why`)}
      className={`inline-flex min-h-6 cursor-help items-center gap-1 whitespace-nowrap rounded-sm px-1.5 py-px font-semibold text-xs ${tone}`}
    >
      <Icon aria-hidden className="size-3.5" />
      {t(`check.${state}.label`)}
    </Tooltip>
  )
}
