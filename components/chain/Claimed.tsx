'use client'

import { ShieldQuestion } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Tooltip } from '../ui/Tooltip.tsx'

/** Marks values that rest on the node's word alone. */
export function Claimed() {
  const t = useTranslations('claimed')
  return (
    <Tooltip
      text={t('why')}
      className="inline-flex cursor-help items-center gap-1 whitespace-nowrap rounded-sm bg-sunken px-1.5 py-px font-semibold text-muted text-xs"
    >
      <ShieldQuestion aria-hidden className="size-3.5" />
      {t('label')}
    </Tooltip>
  )
}
