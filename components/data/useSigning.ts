'use client'

import type { TypedDataDefinition } from 'viem'
import type { Hex } from '../../lib/bytes/hex.ts'
import { useWalletLink, type WalletLink } from '../wallet/WalletProvider.tsx'
import type { WalletConnection } from '../wallet/WalletView.ts'

/** Kept while the page is open, so that a wallet of another maker is asked once; never written anywhere. */
const seeds = new Map<string, Uint8Array>()

type Account = Pick<WalletConnection, 'address' | 'kind'>

/** Returns how the wallet in use signs, and how the seed of its owner's data comes from it. */
export function useSigning(account: Account) {
  return createSigning(useWalletLink(), account)
}

/** The same for an account that is known only when it is needed. */
export function createSigning({ session }: WalletLink, { address, kind }: Account) {
  async function sign(typedData: TypedDataDefinition): Promise<Hex> {
    const [{ config }, { signTypedData }] = await Promise.all([session(), import('wagmi/actions')])
    return signTypedData(config, { account: address, ...typedData } as Parameters<typeof signTypedData>[1])
  }

  async function seed(): Promise<Uint8Array> {
    const { vault } = await session()
    // The built-in wallet has to be open each time; what an external one once signed need not be signed again.
    if (kind === 'builtIn') return vault.dataSeed()
    const known = seeds.get(address)
    if (known) return known.slice()
    const { deriveSeedFromWallet } = await import('../../lib/crypto/deriveSeedFromWallet.ts')
    const made = await deriveSeedFromWallet({ address, signTypedData: sign })
    seeds.set(address, made)
    return made.slice()
  }

  return { sign, seed }
}
