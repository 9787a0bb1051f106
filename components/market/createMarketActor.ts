import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import type { CryptoPool } from '../../lib/crypto/createCryptoPool.ts'
import { deriveSeedFromWallet } from '../../lib/crypto/deriveSeedFromWallet.ts'
import type { StorageAccess, StorageNode } from '../../lib/ipfs/StorageNode.ts'
import { createDeviceKey, createStorageAccess, grantTypedData } from '../../lib/ipfs/storageAccess.ts'
import type { MarketAccount } from '../../lib/market/MarketAccount.ts'
import type { MarketContext } from '../../lib/market/sendCall.ts'
import { startCrypto } from '../../workers/crypto.ts'
import type { ChainLink } from '../providers/ChainProvider.tsx'
import { NotConnectedError } from '../wallet/createWalletActions.ts'
import type { WalletLink } from '../wallet/WalletProvider.tsx'

/** Who acts here: the account in use, its data seed, its right to store, and the workers that seal and open. */
export type MarketActor = {
  context(): Promise<MarketContext>
  /** The seed of data keys; an injected wallet is asked to sign for it, once per visit. */
  seed(): Promise<Uint8Array>
  pool(): CryptoPool
  storageAccess(): Promise<StorageAccess>
  chainId(): Promise<number>
}

type Input = { chain: ChainLink; wallet: WalletLink; nodes(): Promise<readonly StorageNode[]> }

const grantMs = 7 * 86_400_000

export function createMarketActor({ chain, wallet }: Input): MarketActor {
  const seeds = new Map<string, Promise<Uint8Array>>()
  const accesses = new Map<string, Promise<StorageAccess>>()
  let pool: CryptoPool | undefined

  async function account(): Promise<MarketAccount> {
    const session = await wallet.session()
    const { connection } = wallet.store.get()
    if (!connection) throw new NotConnectedError()
    return { address: connection.address, send: (call) => session.send(call), signTypedData: session.signTypedData }
  }

  async function readSeed({ address, signTypedData }: MarketAccount): Promise<Uint8Array> {
    const { vault } = await wallet.session()
    if (wallet.store.get().connection?.kind === 'builtIn') return vault.dataSeed()
    return deriveSeedFromWallet({ address, signTypedData })
  }

  async function grantStorage({ address, signTypedData }: MarketAccount): Promise<StorageAccess> {
    const device = createDeviceKey()
    const granted = {
      account: address.toLowerCase() as `0x${string}`,
      device: device.address,
      untilMs: Date.now() + grantMs,
    }
    const grant = { ...granted, signature: await signTypedData(grantTypedData(granted)) }
    return createStorageAccess({ grant, device })
  }

  /** Once per account; what fails is asked again. */
  function keep<T>(kept: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
    const known = kept.get(key)
    if (known) return known
    const made = make().catch((error) => {
      kept.delete(key)
      throw error
    })
    kept.set(key, made)
    return made
  }

  return {
    context: async () => ({ client: (await chain.client()) as NodeClient, account: await account() }),
    async seed() {
      const owner = await account()
      const kind = wallet.store.get().connection?.kind
      // The vault may have been locked meanwhile: it is asked each time.
      return kind === 'builtIn' ? readSeed(owner) : keep(seeds, owner.address, () => readSeed(owner))
    },
    pool: () => (pool ??= startCrypto({ size: 2 })),
    async storageAccess() {
      const owner = await account()
      return keep(accesses, owner.address, () => grantStorage(owner))
    },
    chainId: async () => (await wallet.session()).chain.id,
  }
}
