'use client'

import { Download, Lock } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import { type HandedOver, handOver } from '../data/handover.ts'
import { Button } from '../ui/Button.tsx'
import { saveFile } from './saveFile.ts'

/** What a description says of the dictionary of its data: which one, and the fields that are in it. */
export function namesOf({ id, version }: Dictionary, fields: readonly string[]) {
  return { id, version, fields: fields.slice(0, mostFields) }
}

const mostFields = 2_000

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
