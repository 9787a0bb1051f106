'use client'

import { useTranslations } from 'next-intl'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import type { ElectionAction } from './useElection.ts'

/** How far an action is, or why it failed. */
export function ActionNote({ action, note }: { action: ElectionAction; note?: string | undefined }) {
  const t = useTranslations('producers')
  const { busy, error, hash, isDone } = action
  const failure = error as (Error & { shortMessage?: string; code?: number }) | undefined
  const rejected = failure?.code === 4001 || failure?.name === 'Wallet.UserRejectedError'
  return (
    <p aria-live="polite" className="text-sm">
      {failure ? (
        <span className="text-bad">
          {rejected ? t('rejected') : `${failure.shortMessage ?? failure.message} (${failure.name})`}
        </span>
      ) : busy ? (
        <span className="text-muted">{hash ? t('inBlock') : t('asking')}</span>
      ) : isDone ? (
        <span className="font-semibold text-good">{t('done')}</span>
      ) : (
        <span className="text-muted">{note}</span>
      )}{' '}
      {hash && (
        <ExplorerLink kind="tx" id={hash} className="link font-mono">
          {shortenHex(hash)}
        </ExplorerLink>
      )}
    </p>
  )
}
