'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Address } from '../../lib/bytes/hex.ts'
import { buttonClass } from '../ui/buttonClass.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useHasWallet } from '../wallet/useHasWallet.ts'
import { useWallet } from '../wallet/useWallet.ts'

/** Shows what is inside for the account in use; without a wallet, the way to one. */
export function WalletWanted({ children }: { children(account: Address): ReactNode }) {
  const t = useTranslations('producers')
  const { connection, vault } = useWallet()
  const hasWallet = useHasWallet()
  if (connection) return children(connection.address)
  if (!vault && hasWallet !== false) return <Skeleton className="m-4 w-60" />
  return (
    <Card>
      <EmptyState
        title={t('walletTitle')}
        action={
          <PageLink href="/wallet" className={buttonClass({ variant: 'primary' })}>
            {t('openWallet')}
          </PageLink>
        }
      >
        {t('wallet')}
      </EmptyState>
    </Card>
  )
}
