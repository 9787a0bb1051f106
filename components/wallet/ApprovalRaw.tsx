'use client'

import { useTranslations } from 'next-intl'
import type { ApprovalRequest } from '../../lib/wallet/createApprovals.ts'

/** The request as the machine has it, for whoever wants to compare. */
export function ApprovalRaw({ request }: { request: ApprovalRequest }) {
  const t = useTranslations('approval')
  const raw =
    'transaction' in request ? request.transaction : 'explanation' in request ? request.explanation.facts : undefined
  if (!raw) return null
  return (
    <details className="text-sm">
      <summary className="cursor-pointer font-semibold">{t('raw')}</summary>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className="mt-2 max-h-56 overflow-auto whitespace-pre-wrap break-all rounded-md bg-sunken p-3 font-mono text-xs"
      >
        {JSON.stringify(raw, (_, value) => (typeof value === 'bigint' ? String(value) : value), 2)}
      </pre>
    </details>
  )
}
