'use client'

import type { ReactNode } from 'react'
import { LocaleProvider } from '../i18n/LocaleProvider.tsx'
import { WalletProvider } from '../wallet/WalletProvider.tsx'
import { ChainProvider } from './ChainProvider.tsx'

/** What every page stands on: words, and the link to the node. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <LocaleProvider>
      <ChainProvider>
        <WalletProvider>{children}</WalletProvider>
      </ChainProvider>
    </LocaleProvider>
  )
}
