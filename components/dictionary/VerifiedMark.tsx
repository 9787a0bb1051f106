'use client'

import { ShieldCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Claimed } from '../chain/Claimed.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'

/** Says what the page rests on: documents are checked here, against what the node says is on the chain. */
export function VerifiedMark({ isChecked = false }: { isChecked?: boolean }) {
  const t = useTranslations('dictionary')
  return (
    <>
      {isChecked && (
        <Tooltip
          text={t('checkedWhy')}
          className="inline-flex cursor-help items-center gap-1 whitespace-nowrap rounded-sm bg-good-soft px-1.5 py-px font-semibold text-good text-xs"
        >
          <ShieldCheck aria-hidden className="size-3.5" />
          {t('checked')}
        </Tooltip>
      )}
      <Claimed />
    </>
  )
}
