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

/** Shows what is inside only with a wallet in use; before that, how to get one or open it. */
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
  // Whoever has no wallet need not wait until one could be opened.
  if (vault?.status === 'empty' || (!vault && hasWallet === false)) return <WelcomeCards />
  if (vault?.status === 'locked') return <UnlockCard vault={vault} />
  return <WalletWaiting />
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
