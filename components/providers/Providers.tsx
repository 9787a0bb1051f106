'use client'

import type { ReactNode } from 'react'
import { tellWorkersApart } from '../../workers/tellWorkersApart.ts'
import { LocaleProvider } from '../i18n/LocaleProvider.tsx'
import { WalletProvider } from '../wallet/WalletProvider.tsx'
import { ChainProvider } from './ChainProvider.tsx'
import { useShell } from './useShell.ts'

tellWorkersApart()

/** What every page stands on: words, and the link to the node. */
export function Providers({ children }: { children: ReactNode }) {
  useShell()
  return (
    <LocaleProvider>
      <ChainProvider>
        <WalletProvider>{children}</WalletProvider>
      </ChainProvider>
    </LocaleProvider>
  )
}
