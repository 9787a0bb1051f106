import { type Address, formatQuantity } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import { type ApprovalOptions, createApprovals } from './createApprovals.ts'
import type { Rpc } from './createChainReader.ts'
import { createOutbox, type Outbox } from './createOutbox.ts'
import type { ProviderVault } from './createSigning.ts'
import type { KnownContracts } from './explainTransaction.ts'
import { parseChainParam } from './providerParams.ts'

/*
 * EIP-1193 over the vault. Reading goes to the node; whatever needs a key, or tells who the owner is, is first explained,
 * simulated and put before the person, one request at a time.
 */
export type WalletProviderOptions = ApprovalOptions & {
  vault: ProviderVault
  /** The chains of this wallet, and the node (or light client) that answers for each. */
  chains: ReadonlyMap<number, Rpc>
  chainId: number
  /** Fetches what is known of contracts; called with the first request that is explained. */
  contracts?: () => Promise<KnownContracts>
  /** Keeps the numbers of what was signed; without one, as long as the provider lives. */
  outbox?: Outbox
}

export type WalletProvider = ReturnType<typeof createWalletProvider>
type Params = readonly unknown[]
type Methods = Record<string, (params: Params) => Promise<unknown>>

/** Returns an EIP-1193 provider of the vault's accounts. */
export function createWalletProvider({
  vault,
  chains,
  contracts = async () => new Map(),
  outbox = createOutbox(),
  ...options
}: WalletProviderOptions) {
  const { ask, inTurn } = createApprovals(options)
  const { emit, on, removeListener } = createListeners()
  let chainId = options.chainId
  let connected = false
  let announced = ''

  function here(): { chainId: number; rpc: Rpc } {
    const rpc = chains.get(chainId)
    if (!rpc) throw new UnknownChainError(chainId)
    return { chainId, rpc }
  }

  async function visibleAccounts(): Promise<readonly Address[]> {
    return connected ? vault.accounts().catch(() => []) : []
  }

  /** Looks at the vault again, after it was locked, opened or given an account, and tells who listens. */
  async function refresh(): Promise<readonly Address[]> {
    const accounts = await visibleAccounts()
    if (announced !== accounts.join()) emit('accountsChanged', accounts)
    announced = accounts.join()
    return accounts
  }

  async function requireAccount(address: Address): Promise<Address> {
    const accounts = await visibleAccounts()
    const account = accounts.find((candidate) => candidate.toLowerCase() === address.toLowerCase())
    if (!account) throw new UnauthorizedError()
    return account
  }

  async function connect(): Promise<readonly Address[]> {
    if ((await visibleAccounts()).length === 0) {
      await ask({ kind: 'connect' }, chainId)
      await vault.accounts()
      connected = true
      // Whoever opens a wallet may be offline when it comes to signing.
      signing().catch(() => {})
      emit('connect', { chainId: formatQuantity(chainId) })
    }
    return refresh()
  }

  async function disconnect(): Promise<null> {
    connected = false
    await refresh()
    return null
  }

  async function switchChain(params: Params): Promise<null> {
    const toChainId = parseChainParam(params[0])
    if (!chains.has(toChainId)) throw new UnknownChainError(toChainId)
    if (toChainId === chainId) return null
    await ask({ kind: 'switchChain', toChainId }, chainId)
    chainId = toChainId
    emit('chainChanged', formatQuantity(chainId))
    return null
  }

  let loading: ReturnType<typeof loadSigning> | undefined
  async function loadSigning() {
    const [{ createSigning }, known] = await Promise.all([import('./createSigning.ts'), contracts()])
    return createSigning({ vault, origin: options.origin, contracts: known, here, requireAccount, ask, outbox })
  }
  /** To say in words what is signed takes much code, which a wallet that is merely there does without. */
  function signing() {
    loading ??= loadSigning()
    loading.catch(() => {
      loading = undefined
    })
    return loading
  }

  const own: Methods = {
    eth_chainId: async () => formatQuantity(chainId),
    net_version: async () => String(chainId),
    eth_accounts: visibleAccounts,
    eth_requestAccounts: () => inTurn(connect),
    wallet_getPermissions: async () => (connected ? [{ parentCapability: 'eth_accounts' }] : []),
    wallet_requestPermissions: () => inTurn(connect).then(() => [{ parentCapability: 'eth_accounts' }]),
    wallet_revokePermissions: disconnect,
    wallet_switchEthereumChain: (params) => inTurn(() => switchChain(params)),
    eth_sendTransaction: (params) => inTurn(async () => (await signing()).sendTransaction(params)),
    personal_sign: (params) => inTurn(async () => (await signing()).signMessage(params)),
    eth_signTypedData_v4: (params) => inTurn(async () => (await signing()).signTypedData(params)),
  }

  async function request({ method, params }: { method: string; params?: unknown }): Promise<unknown> {
    if (Object.hasOwn(own, method)) return own[method]!(Array.isArray(params) ? params : [])
    if (!isReading(method)) throw new UnsupportedMethodError(method)
    return here().rpc.request({ method, params: params ?? [] })
  }

  return { request, refresh, disconnect, on, removeListener }
}

function createListeners() {
  type Listener = (data: never) => void
  const listeners = new Map<string, Set<Listener>>()
  return {
    emit(event: string, data: unknown) {
      for (const listener of [...(listeners.get(event) ?? [])]) listener(data as never)
    },
    on(event: string, listener: Listener) {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener))
    },
    removeListener(event: string, listener: Listener) {
      listeners.get(event)?.delete(listener)
    },
  }
}

/** Everything else that signs, or speaks of accounts the node would hold, must not slip through to the node. */
function isReading(method: string): boolean {
  if (/^eth_sendRawTransaction(?:Sync)?$/.test(method)) return true
  return /^(?:eth|net|web3|txpool|qbft|debug)_/.test(method) && !/sign|send|account|crypt/i.test(method)
}

export class UnauthorizedError extends BaseError {
  override readonly name = 'Wallet.UnauthorizedError'
  readonly code = 4100
  constructor() {
    super('This site is not connected to that account, or the wallet is locked.')
  }
}

export class UnsupportedMethodError extends BaseError {
  override readonly name = 'Wallet.UnsupportedMethodError'
  readonly code = 4200
  constructor(method: string) {
    super(`The wallet does not offer "${method.slice(0, 80)}".`)
  }
}

export class UnknownChainError extends BaseError {
  override readonly name = 'Wallet.UnknownChainError'
  readonly code = 4902
  constructor(chainId: number) {
    super(`The wallet does not know chain ${chainId}.`)
  }
}
