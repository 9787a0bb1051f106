import { connect, type Remote } from '../lib/rpc/rpc.ts'
import type { Vault, VaultChange } from '../lib/wallet/createVault.ts'

export type WalletHandle = Remote<Vault, { change: VaultChange }>

/** Starts the worker that holds the vault; the handle is the whole of what a page can ask of it. */
export function startWallet(): WalletHandle {
  const worker = new Worker(new URL('./wallet.worker.ts', import.meta.url), { type: 'module', name: 'wallet' })
  return connect<Vault, { change: VaultChange }>(worker)
}
