'use client'

import { useEffect, useState } from 'react'
import { useWalletView } from './WalletProvider.tsx'
import { noteWallet } from './walletHint.ts'

/** Returns whether this browser holds a wallet, without starting it; undefined until the browser has said. */
export function useHasWallet(): boolean | undefined {
  const { vault } = useWalletView()
  const [stored, setStored] = useState<boolean>()
  useEffect(() => {
    let current = true
    import('../../lib/wallet/createKeystoreStore.ts')
      .then(({ createKeystoreStore }) => createKeystoreStore({ indexedDB }).load())
      .then(
        ({ text }) => {
          noteWallet(text !== undefined)
          if (current) setStored(text !== undefined)
        },
        () => current && setStored(false),
      )
    return () => {
      current = false
    }
  }, [])
  return vault ? vault.status !== 'empty' : stored
}
