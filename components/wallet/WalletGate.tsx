'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { AccountBar } from './AccountBar.tsx'
import { UnlockCard } from './UnlockCard.tsx'
import { useHasWallet } from './useHasWallet.ts'
import { useWallet } from './useWallet.ts'
import type { WalletConnection } from './WalletView.ts'
import { WalletWaiting } from './WalletWaiting.tsx'
import { WelcomeCards } from './WelcomeCards.tsx'

/**
 * Shows what is inside only with a wallet in use; before that, how to get one or open it. Both stand in the exported page,
 * and what the head of the page knows of the last visit decides which one is seen until the browser has said.
 */
export function WalletGate({ children }: { children(connection: WalletConnection): ReactNode }) {
  const { vault, connection, failure } = useWallet()
  const hasWallet = useHasWallet()
  if (connection) {
    return (
      <>
        <AccountBar connection={connection} />
        {children(connection)}
      </>
    )
  }
  if (failure) return <WalletFailed name={failure} />
  if (vault?.status === 'locked') return <UnlockCard vault={vault} />
  // Whoever has no wallet need not wait until one could be opened.
  const kept = vault ? vault.status !== 'empty' : hasWallet
  return (
    <>
      {kept !== true && (
        <div data-until-known={kept === undefined ? 'none' : undefined}>
          <WelcomeCards />
        </div>
      )}
      {kept !== false && (
        <div data-until-known={kept === undefined ? 'kept' : undefined}>
          <WalletWaiting />
        </div>
      )}
    </>
  )
}

function WalletFailed({ name }: { name: string }) {
  const t = useTranslations('wallet')
  return (
    <Card className="max-w-2xl">
      <ErrorState
        title={t('failedTitle')}
        name={name}
        action={<Button onClick={() => location.reload()}>{t('reload')}</Button>}
      >
        {t('failed')}
      </ErrorState>
    </Card>
  )
}
