'use client'

import { FileCheck2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReadProof } from '../../lib/light/ReadProof.ts'
import { Shield } from '../chain/Shield.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'

/** Says what the page rests on: what the registry says is proved here, and the document is checked against it. */
export function VerifiedMark({ proof, isChecked = false }: { proof: ReadProof; isChecked?: boolean }) {
  const t = useTranslations('dictionary')
  return (
    <>
      {isChecked && (
        <Tooltip
          text={t('checkedWhy')}
          className="inline-flex min-h-6 cursor-help items-center gap-1 whitespace-nowrap rounded-sm bg-good-soft px-1.5 py-px font-semibold text-good text-xs"
        >
          <FileCheck2 aria-hidden className="size-3.5" />
          {t('checked')}
        </Tooltip>
      )}
      <Shield proof={proof} />
    </>
  )
}
