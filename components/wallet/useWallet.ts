'use client'

import { useEffect } from 'react'
import { whenIdle } from '../providers/whenIdle.ts'
import { useHasWallet } from './useHasWallet.ts'
import { useWalletLink, useWalletView } from './WalletProvider.tsx'
import type { WalletView } from './WalletView.ts'

/**
 * Returns what is known of the wallet, and starts it: once the page is painted where this browser holds one or offers
 * another, or where the page `makes` one; else when somebody is there who could want it.
 */
export function useWallet(makes = false): WalletView {
  const { session } = useWalletLink()
  const hasWallet = useHasWallet()
  useEffect(() => {
    // A wallet that does not start says so in the view.
    const start = () => void session().catch(() => {})
    if (makes || hasWallet) return whenIdle(start)
    return hasWallet === undefined ? undefined : whenWanted(start)
  }, [session, hasWallet, makes])
  return useWalletView()
}

const signs = ['pointermove', 'pointerdown', 'keydown', 'scroll', 'eip6963:announceProvider', 'storage']
const unwantedMs = 10_000

/** Whoever has no wallet needs its code only to use another one, or to make one: not before the first touch or key. */
function whenWanted(run: () => void): () => void {
  if (navigator.userActivation?.hasBeenActive || 'ethereum' in window) return whenIdle(run)
  const waiting = new AbortController()
  let callOff = () => {}
  const go = () => {
    waiting.abort()
    clearTimeout(timer)
    callOff = whenIdle(run)
  }
  const timer = setTimeout(go, unwantedMs)
  for (const sign of signs) window.addEventListener(sign, go, { signal: waiting.signal, passive: true })
  // Other wallets answer with their names (EIP-6963).
  window.dispatchEvent(new Event('eip6963:requestProvider'))
  return () => {
    waiting.abort()
    clearTimeout(timer)
    callOff()
  }
}
