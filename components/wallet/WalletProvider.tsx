'use client'

import { createContext, lazy, type ReactNode, Suspense, useContext, useState, useSyncExternalStore } from 'react'
import { type ChainLink, useChain } from '../providers/ChainProvider.tsx'
import type { WalletSession } from './startWalletSession.ts'
import { closedWallet, createWalletStore, type WalletStore, type WalletView } from './WalletView.ts'

const WalletOverlays = lazy(async () => ({ default: (await import('./WalletOverlays.tsx')).WalletOverlays }))

export type WalletLink = {
  store: WalletStore
  /** The running wallet; worker, keys and connectors are fetched when a page first asks for them. */
  session(): Promise<WalletSession>
}

const WalletContext = createContext<WalletLink | undefined>(undefined)

export function useWalletLink(): WalletLink {
  const link = useContext(WalletContext)
  if (!link) throw new Error('useWalletLink must be used inside WalletProvider.')
  return link
}

/** Returns what is known of the wallet now; it does not start the wallet. */
export function useWalletView(): WalletView {
  const { store } = useWalletLink()
  return useSyncExternalStore(store.subscribe, store.get, () => closedWallet)
}

/** Keeps the wallet over the pages of the app: opened once, it stays open until it is locked or the page is left. */
export function WalletProvider({ children }: { children: ReactNode }) {
  const chain = useChain()
  const [link] = useState(() => createWalletLink(chain))
  return <WalletContext value={link}>{children}</WalletContext>
}

/** Questions and notices of the wallet, over whatever page is open; their code comes with the first one. */
export function WalletOverlayHost() {
  const { question, sent } = useWalletView()
  const [used, setUsed] = useState(false)
  if (!used && (question || sent.length > 0)) setUsed(true)
  return <Suspense>{used && <WalletOverlays />}</Suspense>
}

function createWalletLink(chain: ChainLink): WalletLink {
  const store = createWalletStore()
  let session: Promise<WalletSession> | undefined
  async function start(): Promise<WalletSession> {
    try {
      const { startWalletSession } = await import('./startWalletSession.ts')
      return await startWalletSession({ store, chain })
    } catch (error) {
      session = undefined
      store.update({ failure: error instanceof Error ? error.name : 'Error' })
      throw error
    }
  }
  return { store, session: () => (session ??= start()) }
}
