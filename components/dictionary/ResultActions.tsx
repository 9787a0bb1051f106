'use client'

import { Download, Lock } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { type HandedOver, handOver } from '../data/handover.ts'
import { Button } from '../ui/Button.tsx'
import { saveFile } from './saveFile.ts'

/** What one can do with data that was made here: keep it, or seal and sell it. */
export function ResultActions({
  lines,
  name,
  known,
  children,
}: {
  lines: Blob
  name: string
  known: NonNullable<HandedOver['known']>
  children?: ReactNode
}) {
  const t = useTranslations('dictionaryData')
  const router = useRouter()
  const sell = () => {
    handOver({ file: new File([lines], name, { type: lines.type }), known })
    router.push('/data/new')
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => saveFile(name, lines)}>
        <Download aria-hidden className="size-4" />
        {t('save')}
      </Button>
      {children}
      <Button onClick={sell}>
        <Lock aria-hidden className="size-4" />
        {t('sell')}
      </Button>
    </div>
  )
}
