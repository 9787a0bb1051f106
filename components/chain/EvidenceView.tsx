'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Evidence, EvidenceSummary } from '../../lib/light/Evidence.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { BlockProof } from './BlockProof.tsx'
import { StepView } from './StepView.tsx'
import { useEvidence } from './useEvidence.ts'

const shownSteps = 40
const shownBlocks = 3
const knownMethods = [
  'eth_getBalance',
  'eth_getTransactionCount',
  'eth_getCode',
  'eth_getStorageAt',
  'eth_getProof',
  'eth_call',
  'eth_blockNumber',
  'eth_getBlockByNumber',
  'eth_getBlockByHash',
  'eth_getTransactionByHash',
  'eth_getTransactionReceipt',
  'eth_getBlockReceipts',
  'eth_getLogs',
  'eth_estimateGas',
  'eth_gasPrice',
  'eth_feeHistory',
  'eth_chainId',
] as const

/** One answer and all that it rests on, drawn from the seals down to the value. */
export function EvidenceView({ evidence, isFirst }: { evidence: EvidenceSummary; isFirst: boolean }) {
  const t = useTranslations('proof')
  const [isOpen, setOpen] = useState(isFirst)
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)} className="py-3">
      <summary className="cursor-pointer font-semibold text-sm">
        <MethodName evidence={evidence} />
        <span className="block pl-4 font-normal text-muted text-xs">{t(`grade.${evidence.grade}`)}</span>
      </summary>
      {isOpen && <Chain evidence={evidence} />}
    </details>
  )
}

function MethodName({ evidence: { method, params } }: { evidence: EvidenceSummary }) {
  const t = useTranslations('proof')
  const known = knownMethods.find((name) => name === method)
  const subject = subjectOf(params[0])
  return (
    <>
      {known ? t(`what.${known}`) : method}
      {subject && <code className="ml-1.5 font-mono font-normal text-xs">{subject}</code>}
    </>
  )
}

function subjectOf(param: unknown): string | undefined {
  const value =
    typeof param === 'object' && param !== null
      ? ((param as { to?: unknown; address?: unknown }).to ?? (param as { address?: unknown }).address)
      : param
  if (typeof value !== 'string' || !value.startsWith('0x')) return undefined
  return value.length > 20 ? shortenHex(value) : String(Number(value))
}

function Chain({ evidence: summary }: { evidence: EvidenceSummary }) {
  const t = useTranslations('proof')
  const format = useFormatter()
  const found = useEvidence(summary)
  if (found === undefined) return <Skeleton className="mt-3 h-24 w-full" />
  const { blocks, steps } = found
  return (
    <ol className="mt-3 ml-1 flex flex-col gap-4 border-accent border-l-2 pl-4">
      {blocks.slice(0, shownBlocks).map((block) => (
        <li key={block.hash}>
          <BlockProof block={block} />
        </li>
      ))}
      {blocks.length > shownBlocks && (
        <li className="text-muted text-sm">{t('moreBlocks', { count: blocks.length - shownBlocks })}</li>
      )}
      {steps.slice(0, shownSteps).map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the chain of proof
        <li key={index}>
          <StepView step={step} />
        </li>
      ))}
      {steps.length > shownSteps && (
        <li className="text-muted text-sm">{t('moreSteps', { count: steps.length - shownSteps })}</li>
      )}
      {steps.length === 0 && <NoSteps grade={found.grade} />}
      <li className="text-muted text-xs">
        {t('took', { ms: format.number(found.tookMs, { maximumFractionDigits: 1 }) })}
      </li>
    </ol>
  )
}

function NoSteps({ grade }: { grade: Evidence['grade'] }) {
  const t = useTranslations('proof')
  return grade === 'proved' ? null : <li className="text-sm">{t(`why.${grade}`)}</li>
}
