import type { WalletHandle } from '../../workers/wallet.ts'
import { autoLockMinutes, defaultAutoLockMinutes } from './walletPreferences.ts'

const touchEveryMs = 5_000

/** Tells the vault that its owner is there, and how long it may stay open without. Returns how to stop. */
export function startPresence(vault: WalletHandle): () => void {
  const stopping = new AbortController()
  let lastTouchMs = 0
  const touch = () => {
    if (Date.now() - lastTouchMs < touchEveryMs) return
    lastTouchMs = Date.now()
    vault.touch().catch(() => {})
  }
  const setLimit = () => {
    const minutes = Number(autoLockMinutes.get() ?? defaultAutoLockMinutes)
    vault.setAutoLock({ timeoutMs: minutes * 60_000 }).catch(() => {})
  }
  for (const event of ['pointerdown', 'keydown', 'visibilitychange']) {
    document.addEventListener(event, touch, { signal: stopping.signal, passive: true })
  }
  setLimit()
  const unsubscribe = autoLockMinutes.subscribe(setLimit)
  return () => {
    stopping.abort()
    unsubscribe()
  }
}
