import { type Chain, http } from 'viem'
import { type Config, createConfig } from 'wagmi'
import {
  connect,
  disconnect,
  getConnection,
  reconnect,
  switchChain,
  watchConnection,
  watchConnectors,
} from 'wagmi/actions'
import { injected } from 'wagmi/connectors'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { formatQuantity } from '../../lib/bytes/hex.ts'
import { BaseError } from '../../lib/errors.ts'
import type { Rpc } from '../../lib/wallet/createChainReader.ts'
import { createWalletProvider } from '../../lib/wallet/createWalletProvider.ts'
import { knownContracts } from '../../lib/wallet/knownContracts.ts'
import { startWallet, type WalletHandle } from '../../workers/wallet.ts'
import type { ChainLink } from '../providers/ChainProvider.tsx'
import { approvalTimeoutMs, createQuestions } from './createQuestions.ts'
import { describeChain } from './describeChain.ts'
import { qoodConnector } from './qoodConnector.ts'
import { startPresence } from './startPresence.ts'
import type { OtherWallet, WalletStore } from './WalletView.ts'
import { blindSigning } from './walletPreferences.ts'

type Request = { to: Address; value?: bigint; data?: Hex }

export type WalletSession = {
  /** The worker with the keys. */
  vault: WalletHandle
  /** For rooms that use wagmi's hooks. */
  config: Config
  chain: Chain
  /** Makes another account of the built-in wallet the one in use. */
  select(address: Address): Promise<void>
  connectOther(id: string): Promise<void>
  disconnectOther(): Promise<void>
  switchToOurs(): Promise<void>
  /** Asks the wallet in use to sign and send; returns the hash. */
  send(request: Request): Promise<Hex>
}

type Provider = { request(args: { method: string; params?: unknown }): Promise<unknown> }

/** Starts worker, provider and connectors, and keeps the store up to date with them. */
export async function startWalletSession(options: { store: WalletStore; chain: ChainLink }): Promise<WalletSession> {
  const { store } = options
  const [client, chain] = await Promise.all([options.chain.client(), describeChain(options.chain)])
  const vault = startWallet()
  store.update({ ourChainId: chain.id })
  let selected: Address | undefined

  const provider = createWalletProvider({
    vault: {
      accounts: async () => putFirst(await vault.accounts(), selected),
      signTransaction: (params) => vault.signTransaction(params),
      signMessage: (params) => vault.signMessage(params),
      signTypedData: (params) => vault.signTypedData(params),
    },
    chains: new Map([[chain.id, announceSent(client as Rpc, reportSent)]]),
    chainId: chain.id,
    contracts: knownContracts,
    origin: location.origin,
    approve: createQuestions(store),
    approvalTimeoutMs,
    allowsBlindSigning: () => blindSigning.get() === 'on',
  })
  const builtIn = qoodConnector({ provider })
  const config = createConfig({
    chains: [chain],
    connectors: [builtIn, injected()],
    transports: { [chain.id]: http(chain.rpcUrls.default.http[0]) },
  })

  function reportSent(hash: Hex): void {
    const { sent } = store.get()
    if (!sent.includes(hash)) store.update({ sent: [hash, ...sent].slice(0, 20) })
  }

  function showConnection(): void {
    const { status, connector, address, addresses, chainId } = getConnection(config)
    const connection =
      status === 'connected'
        ? {
            kind: connector.id === 'qood' ? ('builtIn' as const) : ('injected' as const),
            address,
            addresses,
            chainId,
            name: connector.name,
            icon: safeIcon(connector.icon),
          }
        : undefined
    store.update({ connection })
  }

  async function readVault(): Promise<void> {
    const state = await vault.state()
    await provider.refresh()
    const connector = findConnector(config, 'qood')
    const isConnected = connector && config.state.connections.has(connector.uid)
    if (state.status === 'unlocked' && connector && !isConnected) await connect(config, { connector })
    store.update({ vault: state, failure: undefined })
  }

  let reading = Promise.resolve()
  const readAgain = () => {
    reading = reading.then(readVault).catch((error: Error) => store.update({ failure: error.name }))
    return reading
  }

  watchConnection(config, { onChange: showConnection })
  watchConnectors(config, { onChange: () => store.update({ others: listOthers(config) }) })
  store.update({ others: listOthers(config) })
  vault.on('change', (change) => {
    // What waited for an answer cannot be signed any more.
    if (change !== 'changed') store.get().question?.answer(false)
    void readAgain()
  })
  startPresence(vault)
  void reconnect(config).catch(() => {})
  await readAgain()

  async function requireOther(id: string) {
    const connector = findConnector(config, id)
    if (!connector) throw new WalletGoneError(id)
    return connector
  }

  return {
    vault,
    config,
    chain,
    async select(address) {
      selected = address
      await provider.refresh()
    },
    async connectOther(id) {
      await connect(config, { connector: await requireOther(id), chainId: chain.id })
    },
    async disconnectOther() {
      await disconnect(config)
    },
    async switchToOurs() {
      await switchChain(config, { chainId: chain.id })
    },
    async send({ to, value, data }) {
      const { connector, address, chainId } = getConnection(config)
      if (!connector || !address) throw new NotConnectedError()
      if (chainId !== chain.id) await switchChain(config, { chainId: chain.id })
      const wallet = (await connector.getProvider()) as Provider
      const request = {
        from: address,
        to,
        ...(value === undefined ? {} : { value: formatQuantity(value) }),
        ...(data === undefined ? {} : { data }),
      }
      const hash = (await wallet.request({ method: 'eth_sendTransaction', params: [request] })) as Hex
      reportSent(hash)
      return hash
    },
  }
}

function announceSent(rpc: Rpc, onSent: (hash: Hex) => void): Rpc {
  return {
    async request(args) {
      const result = await rpc.request(args)
      if (args.method === 'eth_sendRawTransaction') onSent(result as Hex)
      return result
    },
  }
}

function putFirst(accounts: readonly Address[], first: Address | undefined): readonly Address[] {
  return first && accounts.includes(first) ? [first, ...accounts.filter((account) => account !== first)] : accounts
}

function findConnector(config: Config, id: string) {
  return config.connectors.find((connector) => connector.id === id)
}

/** The wallets that announced themselves (EIP-6963); one that only sits in `window.ethereum` counts when it is alone. */
function listOthers(config: Config): OtherWallet[] {
  const others = config.connectors.filter(({ id }) => id !== 'qood')
  const announced = others.filter(({ id }) => id !== 'injected')
  const alone = announced.length === 0 && 'ethereum' in window ? others : []
  return [...announced, ...alone].map(({ id, name, icon }) => ({ id, name, icon: safeIcon(icon) }))
}

/** An icon comes from whoever announced it: only one that brings its own bytes is shown, so that nothing is fetched. */
function safeIcon(icon: string | undefined): string | undefined {
  return icon && /^data:image\//.test(icon) ? icon : undefined
}

export class NotConnectedError extends BaseError {
  override readonly name = 'Wallet.NotConnectedError'
  constructor() {
    super('No wallet is open.')
  }
}

export class WalletGoneError extends BaseError {
  override readonly name = 'Wallet.WalletGoneError'
  constructor(id: string) {
    super(`The wallet ${id.slice(0, 80)} is not offered by this browser any more.`)
  }
}
