'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { type ChunkPlan, largestChunkBytes } from '../../lib/crypto/planChunks.ts'
import { Input } from '../ui/Input.tsx'
import { Select } from '../ui/Select.tsx'
import { formatBytes } from './formatBytes.ts'

const bounds = {
  windows: { min: 1, max: 86_400 },
  records: { min: 1, max: 1_000_000 },
  fixed: { min: 1, max: largestChunkBytes / 1024 },
}
const fieldOf = { windows: 'seconds', records: 'lines', fixed: 'size' } as const

/** Returns the plan that is being chosen, beginning with the one that fits the file. */
export function usePlan(suggested: ChunkPlan) {
  const [kind, setKind] = useState(suggested.kind)
  const [texts, setTexts] = useState<Partial<Record<ChunkPlan['kind'], string>>>({})
  const text = texts[kind] ?? String(startOf(kind, suggested))
  const { min, max } = bounds[kind]
  const amount = /^\d{1,7}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined
  const kinds =
    suggested.kind === 'windows' ? (['windows', 'records', 'fixed'] as const) : (['records', 'fixed'] as const)
  return {
    kind,
    kinds,
    text,
    amount,
    min,
    max,
    plan: amount === undefined ? undefined : planOf(kind, amount, suggested),
    setKind,
    setText: (value: string) => setTexts({ ...texts, [kind]: value }),
  }
}

/** How the file is cut, with what that means for buyers. */
export function PlanFields({ cutting }: { cutting: ReturnType<typeof usePlan> }) {
  const t = useTranslations('dataNew')
  const locale = useLocale()
  const { kind, kinds, text, amount, min, max } = cutting
  const facts = { seconds: amount ?? 0, lines: amount ?? 0, size: formatBytes((amount ?? 0) * 1024, locale) }
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Select
        label={t('cut')}
        value={kind}
        onChange={({ target }) => cutting.setKind(target.value as ChunkPlan['kind'])}
        options={kinds.map((value) => ({ value, label: t(`cuts.${value}`) }))}
      />
      <Input
        label={t(fieldOf[kind])}
        inputMode="numeric"
        value={text}
        onChange={({ target }) => cutting.setText(target.value)}
        error={amount === undefined ? t('tooSmall', { min, max }) : undefined}
        hint={t(`cutNotes.${kind}`, facts)}
      />
    </div>
  )
}

function startOf(kind: ChunkPlan['kind'], suggested: ChunkPlan): number {
  if (kind === 'windows') return suggested.kind === 'windows' ? suggested.windowMs / 1_000 : 60
  if (kind === 'records') return suggested.kind === 'records' ? suggested.recordsPerChunk : 1_000
  return suggested.maxChunkBytes / 1024
}

function planOf(kind: ChunkPlan['kind'], amount: number, suggested: ChunkPlan): ChunkPlan {
  if (kind === 'fixed') return { kind, maxChunkBytes: amount * 1024 }
  // A part holds what its lines hold: room for as much as fits into a block.
  if (kind === 'records') return { kind, maxChunkBytes: largestChunkBytes, recordsPerChunk: amount }
  const { firstMs, timeField } = suggested as Extract<ChunkPlan, { kind: 'windows' }>
  return {
    ...{ kind, maxChunkBytes: largestChunkBytes, timeField, windowMs: amount * 1_000 },
    firstMs: Math.floor(firstMs / (amount * 1_000)) * amount * 1_000,
  }
}
