'use client'

import { useTranslations } from 'next-intl'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { TransactionState } from './TransactionState.tsx'
import { useWalletView } from './WalletProvider.tsx'

/** What this page has sent, of any kind: coins leave no event, and what waits is in no block. */
export function SentList() {
  const t = useTranslations('walletActivity')
  const { sent } = useWalletView()
  if (sent.length === 0) return null
  return (
    <section aria-label={t('here')} className="border-line border-b px-4 py-3 text-sm">
      <h3 className="font-semibold text-muted text-xs">{t('here')}</h3>
      <ul className="mt-1 flex flex-col gap-1">
        {sent.slice(0, 3).map((hash) => (
          <li key={hash} className="flex flex-wrap gap-x-4">
            <ExplorerLink kind="tx" id={hash} className="link font-mono">
              {shortenHex(hash)}
            </ExplorerLink>
            <TransactionState hash={hash} />
          </li>
        ))}
      </ul>
    </section>
  )
}
