import { ChainNotConfiguredError, createConnector } from 'wagmi'
import { type Address, formatQuantity } from '../../lib/bytes/hex.ts'
import type { WalletProvider } from '../../lib/wallet/createWalletProvider.ts'

/** Returns the built-in wallet as a wagmi connector; `refresh` of the provider tells it of locking and new accounts. */
type ConnectParameters = {
  chainId?: number | undefined
  isReconnecting?: boolean | undefined
  withCapabilities?: boolean | undefined
}

export function qoodConnector({ provider, name = 'QoodBlock' }: { provider: WalletProvider; name?: string }) {
  return createConnector<WalletProvider>((config) => {
    const readAccounts = async () => (await provider.request({ method: 'eth_accounts' })) as Address[]
    const readChainId = async () => Number(await provider.request({ method: 'eth_chainId' }))

    const connector = {
      id: 'qood',
      name,
      type: 'qood' as const,
      async setup() {
        provider.on('accountsChanged', connector.onAccountsChanged)
        provider.on('chainChanged', connector.onChainChanged)
      },
      async connect({ chainId, isReconnecting, withCapabilities }: ConnectParameters = {}) {
        const accounts = isReconnecting
          ? await readAccounts()
          : ((await provider.request({ method: 'eth_requestAccounts' })) as Address[])
        if (chainId !== undefined && chainId !== (await readChainId())) await connector.switchChain({ chainId })
        const listed = withCapabilities ? accounts.map((address) => ({ address, capabilities: {} })) : accounts
        return { accounts: listed as never, chainId: await readChainId() }
      },
      async disconnect() {
        await provider.disconnect()
      },
      getAccounts: readAccounts,
      getChainId: readChainId,
      getProvider: async () => provider,
      isAuthorized: async () => (await readAccounts()).length > 0,
      async switchChain({ chainId }: { chainId: number }) {
        const chain = config.chains.find(({ id }) => id === chainId)
        if (!chain) throw new ChainNotConfiguredError()
        await provider.request({ method: 'wallet_switchEthereumChain', params: [{ chainId: formatQuantity(chainId) }] })
        return chain
      },
      onAccountsChanged(accounts: string[]) {
        if (accounts.length === 0) connector.onDisconnect()
        else config.emitter.emit('change', { accounts: accounts as Address[] })
      },
      onChainChanged(chainId: string) {
        config.emitter.emit('change', { chainId: Number(chainId) })
      },
      onDisconnect() {
        config.emitter.emit('disconnect')
      },
    }
    return connector
  })
}
