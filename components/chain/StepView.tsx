'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { type ReactNode, useMemo } from 'react'
import { describePath } from '../../lib/light/describePath.ts'
import type { Step } from '../../lib/light/Evidence.ts'
import { shortenHex } from '../ui/shortenHex.ts'
import { splitAmount } from '../ui/splitAmount.ts'
import { TriePathView } from './TriePathView.tsx'

/** One link of the chain of proof below the header. */
export function StepView({ step }: { step: Step }) {
  const t = useTranslations('proof')
  const format = useFormatter()
  const hex = (value: string) => <code className="font-mono">{shortenHex(value, 8, 6)}</code>
  switch (step.kind) {
    case 'account':
      return (
        <Described title={t('step.account')} subject={hex(step.address)} root={hex(step.root)}>
          <Path
            subject={step.address}
            nodes={step.nodes}
            value={t('accountFound', { balance: formatWei(step.balanceWei), nonce: format.number(BigInt(step.nonce)) })}
          />
        </Described>
      )
    case 'slot':
      return (
        <Described title={t('step.slot')} subject={hex(step.key)} root={hex(step.root)}>
          <Path subject={step.key} nodes={step.nodes} value={`0x${BigInt(step.value).toString(16)}`} />
        </Described>
      )
    case 'code':
      return (
        <Described title={t('step.code', { bytes: format.number(step.bytes) })} subject={hex(step.address)}>
          <p>{t.rich('codeHash', { hash: () => hex(step.codeHash) })}</p>
        </Described>
      )
    case 'transactions':
    case 'receipts':
      return (
        <Described
          title={t(`step.${step.kind}`, { count: step.count, block: format.number(step.block) })}
          root={hex(step.root)}
        >
          <p>{t('rebuilt')}</p>
        </Described>
      )
    case 'bloom':
      return (
        <Described title={t('step.bloom', { from: format.number(step.from), to: format.number(step.to) })}>
          <p>{t('bloomSays', { count: format.number(step.excluded) })}</p>
        </Described>
      )
    case 'execution':
      return (
        <Described title={t('step.execution')}>
          <p>
            {t('ran', {
              gas: format.number(BigInt(step.gasUsed)),
              accounts: format.number(step.accounts),
              slots: format.number(step.slots),
            })}
          </p>
        </Described>
      )
    case 'hash':
      return <Described title={t('step.hash')} subject={hex(step.hash)} />
  }
}

function Described({
  title,
  subject,
  root,
  children,
}: {
  title: string
  subject?: ReactNode
  root?: ReactNode
  children?: ReactNode
}) {
  const t = useTranslations('proof')
  return (
    <div className="flex flex-col gap-1 text-sm">
      <p className="font-semibold">
        {title} {subject && <span className="font-normal">{subject}</span>}
      </p>
      {root && (
        <p className="text-muted text-xs">
          {t('under')} {root}
        </p>
      )}
      {children}
    </div>
  )
}

function formatWei(wei: string): string {
  const { whole, fraction } = splitAmount(BigInt(wei), 18)
  return fraction ? `${whole}.${fraction}` : whole
}

function Path({ subject, nodes, value }: { subject: `0x${string}`; nodes: readonly `0x${string}`[]; value: string }) {
  const path = useMemo(() => describePath(subject, nodes), [subject, nodes])
  return <TriePathView path={path} value={value} />
}
