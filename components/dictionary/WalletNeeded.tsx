'use client'

import type { ReactNode } from 'react'
import wallet from '../i18n/messages/en/wallet.json'
import { Words } from '../i18n/Words.tsx'
import { WalletGate } from '../wallet/WalletGate.tsx'
import type { WalletConnection } from '../wallet/WalletView.ts'

/** What one does on chain, with a wallet; before that, how to get or open one. */
export function WalletNeeded({ children }: { children(connection: WalletConnection): ReactNode }) {
  return (
    <Words english={wallet}>
      <WalletGate>{children}</WalletGate>
    </Words>
  )
}
