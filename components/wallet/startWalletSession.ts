import { type Chain, custom } from 'viem'
import { type Config, createConfig } from 'wagmi'
import { connect, reconnect, watchConnection, watchConnectors } from 'wagmi/actions'
import { injected } from 'wagmi/connectors'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { sleep } from '../../lib/rpc/sleep.ts'
import type { Rpc } from '../../lib/wallet/createChainReader.ts'
import { createOutbox, type Outbox } from '../../lib/wallet/createOutbox.ts'
import { createWalletProvider, type WalletProvider } from '../../lib/wallet/createWalletProvider.ts'
import { addSent, parseSentLog } from '../../lib/wallet/sentLog.ts'
import { startWallet, type WalletHandle } from '../../workers/wallet.ts'
import type { ChainLink } from '../providers/ChainProvider.tsx'
import { approvalTimeoutMs, createQuestions } from './createQuestions.ts'
import { createWalletActions, type WalletActions } from './createWalletActions.ts'
import { describeChain } from './describeChain.ts'
import { describeConnection, findConnector, listOthers } from './describeConnectors.ts'
import { outboxText } from './outboxText.ts'
import { qoodConnector } from './qoodConnector.ts'
import { sentLog } from './sentLog.ts'
import { startPresence } from './startPresence.ts'
import type { WalletConnection, WalletStore } from './WalletView.ts'
import { noteWallet } from './walletHint.ts'
import { blindSigning } from './walletPreferences.ts'

export type WalletSession = WalletActions & {
  /** The worker with the keys. */
  vault: WalletHandle
  /** For rooms that use wagmi's hooks. */
  config: Config
  chain: Chain
  /** Resolves to the account in use once a wallet that was connected before is back, or had its time to be. */
  returned(): Promise<WalletConnection | undefined>
  /** Makes another account of the built-in wallet the one in use. */
  select(address: Address): Promise<void>
}

const returnMs = 5_000

type Parts = { store: WalletStore; vault: WalletHandle; provider: WalletProvider; config: Config }

/** Starts worker, provider and connectors, and keeps the store up to date with them. */
export async function startWalletSession(options: { store: WalletStore; chain: ChainLink }): Promise<WalletSession> {
  const { store } = options
  const [client, chain, light] = await Promise.all([
    options.chain.client(),
    describeChain(options.chain),
    options.chain.light(),
  ])
  store.update({ ourChainId: chain.id })
  const vault = startWallet()
  const onSent = (hash: Hex) => {
    const { sent } = store.get()
    if (sent.includes(hash)) return
    store.update({ sent: [hash, ...sent].slice(0, 20) })
    const from = store.get().connection?.address
    if (from) void keepSent({ hash, from, rpc: client as Rpc })
  }
  let selected: Address | undefined
  const accounts = async () => putFirst(await vault.accounts(), selected)
  const { ask } = light.handle.provider
  const rpc = { ...announceSent(client as Rpc, onSent), ask: ask as Required<Rpc>['ask'] }
  const outbox = createOutbox({ kept: outboxText, genesisHash: light.anchor.genesisHash })
  const provider = createProvider({ vault, accounts, chain, rpc, store, outbox })
  const config = createConfig({
    chains: [chain],
    connectors: [qoodConnector({ provider }), injected()],
    // Reads of wagmi go through the light client as all others do.
    transports: { [chain.id]: custom(rpc, { retryCount: 0 }) },
  })
  const returning = watch({ store, vault, provider, config })
  await returning.vault
  return {
    ...createWalletActions({ config, chain, onSent }),
    vault,
    config,
    chain,
    async returned() {
      await Promise.race([returning.others, sleep(returnMs)])
      return store.get().connection
    },
    async select(address) {
      selected = address
      await provider.refresh()
    },
  }
}

/** Notes what was sent, for after a reload. A note that cannot be made costs only the reminder. */
async function keepSent({ hash, from, rpc }: { hash: Hex; from: Address; rpc: Rpc }): Promise<void> {
  const genesis = await rpc.request({ method: 'eth_getBlockByNumber', params: ['0x0', false] }).catch(() => undefined)
  const genesisHash = (genesis as { hash?: Hex } | undefined)?.hash
  if (genesisHash) sentLog.write(JSON.stringify(addSent(parseSentLog(sentLog.read()), { hash, from, genesisHash })))
}

type ProviderParts = {
  vault: WalletHandle
  accounts: () => Promise<readonly Address[]>
  chain: Chain
  rpc: Rpc
  store: WalletStore
  outbox: Outbox
}

function createProvider({ vault, accounts, chain, rpc, store, outbox }: ProviderParts): WalletProvider {
  return createWalletProvider({
    vault: {
      accounts,
      signTransaction: (params) => vault.signTransaction(params),
      signMessage: (params) => vault.signMessage(params),
      signTypedData: (params) => vault.signTypedData(params),
    },
    chains: new Map([[chain.id, rpc]]),
    chainId: chain.id,
    outbox,
    contracts: async () => (await import('../../lib/wallet/knownContracts.ts')).knownContracts,
    origin: location.origin,
    approve: createQuestions(store),
    approvalTimeoutMs,
    allowsBlindSigning: () => blindSigning.get() === 'on',
  })
}

/** Follows vault and connectors; tells when the vault has said what it holds, and when other wallets have answered. */
function watch(parts: Parts): { vault: Promise<void>; others: Promise<unknown> } {
  const { store, vault, config } = parts
  let reading = Promise.resolve()
  const readAgain = () => {
    reading = reading.then(() => readVault(parts)).catch((error: Error) => store.update({ failure: error.name }))
    return reading
  }
  watchConnection(config, { onChange: () => store.update({ connection: describeConnection(config) }) })
  watchConnectors(config, { onChange: () => store.update({ others: listOthers(config) }) })
  store.update({ others: listOthers(config) })
  vault.on('change', (change) => {
    // What waited for an answer cannot be signed any more.
    if (change !== 'changed') store.get().question?.answer(false)
    void readAgain()
  })
  startPresence(vault)
  const others = reconnect(config).catch(() => {})
  return { vault: readAgain(), others }
}

async function readVault({ store, vault, provider, config }: Parts): Promise<void> {
  const state = await vault.state()
  // Another tab removed the wallet that is open here.
  if (state.status === 'empty' && state.accounts.length > 0) return vault.lock()
  await provider.refresh()
  const connector = findConnector(config, 'qood')
  const isConnected = connector !== undefined && config.state.connections.has(connector.uid)
  if (state.status === 'unlocked' && connector && !isConnected) await connect(config, { connector })
  noteWallet(state.status !== 'empty')
  store.update({ vault: state, failure: undefined })
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
