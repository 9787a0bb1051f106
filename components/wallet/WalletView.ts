import type { Address, Hex } from '../../lib/bytes/hex.ts'
import type { ApprovalRequest } from '../../lib/wallet/createApprovals.ts'
import type { VaultState } from '../../lib/wallet/createVault.ts'

/** The account in use, of the built-in wallet or of an injected one. */
export type WalletConnection = {
  kind: 'builtIn' | 'injected'
  address: Address
  addresses: readonly Address[]
  chainId: number
  /** Of the wallet that holds the keys. */
  name: string
  icon: string | undefined
}

/** A wallet that the browser offers besides the built-in one. */
export type OtherWallet = { id: string; name: string; icon: string | undefined }

/** A request that waits for the person. */
export type OpenQuestion = { id: number; request: ApprovalRequest; expiresAtMs: number; answer(yes: boolean): void }

/** What screens know of the wallet. Nothing in here is secret. */
export type WalletView = {
  /** Undefined until the vault has answered. */
  vault: VaultState | undefined
  connection: WalletConnection | undefined
  others: readonly OtherWallet[]
  question: OpenQuestion | undefined
  /** Sent from this page since it was opened, newest first. */
  sent: readonly Hex[]
  /** The chain of this app; undefined until it is known. */
  ourChainId: number | undefined
  /** Why the wallet could not start: the error's name. */
  failure: string | undefined
}

export type WalletStore = {
  get(): WalletView
  update(change: Partial<WalletView>): void
  subscribe(listener: () => void): () => void
}

export const closedWallet: WalletView = {
  vault: undefined,
  connection: undefined,
  others: [],
  question: undefined,
  sent: [],
  ourChainId: undefined,
  failure: undefined,
}

/** Returns a store of what screens know of the wallet. */
export function createWalletStore(): WalletStore {
  let view = closedWallet
  const listeners = new Set<() => void>()
  return {
    get: () => view,
    update: (change) => {
      view = { ...view, ...change }
      for (const listener of [...listeners]) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
