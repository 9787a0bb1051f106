'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import type { IndexParams } from '../../lib/explorer/createIndexClient.ts'
import { useChain } from '../providers/ChainProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
import { openIndex } from './useIndexQuery.ts'

export type CsvPlan<row> = {
  file: string
  columns: readonly string[]
  toCells(row: row): readonly (string | number | null)[]
}

const maxRows = 100_000

/** Saves the whole list as a file, however many pages it has; it shows how far it is, and stops when pressed again. */
export function CsvButton<row>({ path, params, plan }: { path: string; params: IndexParams; plan: CsvPlan<row> }) {
  const t = useTranslations('list')
  const chain = useChain()
  const toast = useToast()
  const halt = useRef<AbortController>(null)
  const [rows, setRows] = useState<number>()

  async function save(signal: AbortSignal) {
    const [{ collectRows }, { formatCsv }] = await Promise.all([
      import('../../lib/explorer/collectRows.ts'),
      import('../../lib/explorer/formatCsv.ts'),
    ])
    const index = await openIndex(chain)
    const found = await collectRows<row>(index, { path, params, maxRows, signal, onProgress: setRows })
    download(plan.file, formatCsv(plan.columns, found.rows.map(plan.toCells)))
    if (found.isCut) toast({ title: t('csvCut', { count: maxRows }) })
  }

  async function onClick() {
    if (halt.current) return halt.current.abort()
    halt.current = new AbortController()
    setRows(0)
    try {
      await save(halt.current.signal)
    } catch (error) {
      if (!halt.current.signal.aborted) {
        toast({ title: t('csvFailed'), tone: 'bad', description: error instanceof Error ? error.name : '' })
      }
    } finally {
      halt.current = null
      setRows(undefined)
    }
  }

  return (
    <Button size="sm" variant="quiet" onClick={onClick}>
      <Download aria-hidden className="size-4" />
      <span aria-live="polite">{rows === undefined ? t('csv') : t('csvStop', { count: rows })}</span>
    </Button>
  )
}

function download(file: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: file })
  link.click()
  URL.revokeObjectURL(url)
}
