'use client'

import { useEffect } from 'react'
import { useWalletLink, useWalletView } from './WalletProvider.tsx'
import type { WalletView } from './WalletView.ts'

/** Returns what is known of the wallet, and starts it. */
export function useWallet(): WalletView {
  const { session } = useWalletLink()
  useEffect(() => {
    // A wallet that does not start says so in the view.
    session().catch(() => {})
  }, [session])
  return useWalletView()
}
