'use client'

import { useEffect } from 'react'
import { useWalletLink, useWalletView } from './WalletProvider.tsx'
import type { WalletView } from './WalletView.ts'

/** Returns what is known of the wallet, and starts it. */
export function useWallet(): WalletView {
  const { session } = useWalletLink()
  useEffect(() => {
    // A wallet that does not start says so in the view.
    return whenIdle(() => void session().catch(() => {}))
  }, [session])
  return useWalletView()
}

const latestMs = 1_000

/** The wallet is much code: the page is painted first. Returns how to call it off. */
function whenIdle(run: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(run)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(run, { timeout: latestMs })
  return () => cancelIdleCallback(handle)
}
