import type { SignableMessage, TypedDataDefinition } from 'viem'
import { type Address, formatQuantity, type Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import { createChainReader, type Rpc } from './createChainReader.ts'
import type { Explanation } from './Explanation.ts'
import { explainMessage } from './explainMessage.ts'
import { explainTransaction, type KnownContracts } from './explainTransaction.ts'
import { explainTypedData } from './explainTypedData.ts'
import { maxFeeWei, prepareTransaction } from './prepareTransaction.ts'
import { parseAddressParam, parseChainParam, parseMessageParam, parseTypedDataParam } from './providerParams.ts'
import { type Simulation, simulateTransaction } from './simulateTransaction.ts'
import type { WalletTransaction } from './vaultInputs.ts'

/*
 * EIP-1193 over the vault. Reading goes to the node; whatever needs a key, or tells who the owner is, is first explained,
 * simulated and put before the person, one request at a time. What is approved is the very object that is signed.
 */
export type ProviderVault = {
  accounts(): Promise<readonly Address[]>
  signTransaction(params: { address: Address; transaction: WalletTransaction }): Promise<Hex>
  signMessage(params: { address: Address; message: SignableMessage }): Promise<Hex>
  signTypedData(params: { address: Address; typedData: TypedDataDefinition }): Promise<Hex>
}

type Asked =
  | { kind: 'connect' }
  | { kind: 'switchChain'; toChainId: number }
  | { kind: 'message' | 'typedData'; account: Address; explanation: Explanation }
  | {
      kind: 'transaction'
      account: Address
      explanation: Explanation
      simulation: Simulation
      transaction: WalletTransaction
      maxFeeWei: bigint
    }

/** What the person is asked: by which site, on which chain, for what. */
export type ApprovalRequest = Asked & { origin: string; chainId: number }

export type WalletProviderOptions = {
  vault: ProviderVault
  /** The chains of this wallet, and the node (or light client) that answers for each. */
  chains: ReadonlyMap<number, Rpc>
  chainId: number
  origin: string
  /** Shows the request and returns the answer; `signal` fires when nobody waits for it any more. */
  approve: (request: ApprovalRequest, signal: AbortSignal) => Promise<boolean>
  contracts?: KnownContracts
  allowsBlindSigning?: () => boolean
  approvalTimeoutMs?: number
}

export type WalletProvider = ReturnType<typeof createWalletProvider>
type Params = readonly unknown[]
type Listener = (data: never) => void

const maxWaiting = 10

/** Returns an EIP-1193 provider of the vault's accounts. */
export function createWalletProvider({
  vault,
  chains,
  origin,
  approve,
  contracts = new Map(),
  allowsBlindSigning = () => false,
  approvalTimeoutMs = 300_000,
  ...initial
}: WalletProviderOptions) {
  let chainId = initial.chainId
  let connected = false
  let announced = ''
  let waiting = 0
  let turn: Promise<unknown> = Promise.resolve()
  const listeners = new Map<string, Set<Listener>>()

  const emit = (event: string, data: unknown) => {
    for (const listener of [...(listeners.get(event) ?? [])]) listener(data as never)
  }

  function rpc(): Rpc {
    const found = chains.get(chainId)
    if (!found) throw new UnknownChainError(chainId)
    return found
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

  async function ask(asked: Asked): Promise<void> {
    if ('explanation' in asked && asked.explanation.blind && !allowsBlindSigning()) throw new BlindSigningError()
    const signal = AbortSignal.timeout(approvalTimeoutMs)
    const expired = new Promise<false>((resolve) => signal.addEventListener('abort', () => resolve(false)))
    const approved = await Promise.race([approve({ ...asked, origin, chainId }, signal), expired])
    if (approved !== true) throw new UserRejectedError()
  }

  /** One question at a time, and a bound on how many wait. */
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    if (waiting >= maxWaiting) return Promise.reject(new TooManyRequestsError())
    waiting++
    const run = turn.then(task).finally(() => {
      waiting--
    })
    turn = run.catch(() => {})
    return run
  }

  async function requireAccount(address: Address): Promise<Address> {
    const accounts = await visibleAccounts()
    const account = accounts.find((candidate) => candidate.toLowerCase() === address.toLowerCase())
    if (!account) throw new UnauthorizedError()
    return account
  }

  async function connect(): Promise<readonly Address[]> {
    if (!connected || (await visibleAccounts()).length === 0) {
      await ask({ kind: 'connect' })
      await vault.accounts()
      connected = true
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
    await ask({ kind: 'switchChain', toChainId })
    chainId = toChainId
    emit('chainChanged', formatQuantity(chainId))
    return null
  }

  async function sendTransaction(params: Params): Promise<unknown> {
    const here = { rpc: rpc(), chainId }
    const { from, transaction } = await prepareTransaction(params[0], here)
    const account = await requireAccount(from)
    const described = { ...transaction, from: account }
    const [explanation, simulation] = await Promise.all([
      explainTransaction(described, { reader: createChainReader(here.rpc), contracts }),
      simulateTransaction(described, { rpc: here.rpc, contracts }),
    ])
    const fee = maxFeeWei(transaction)
    await ask({ kind: 'transaction', account, explanation, simulation, transaction, maxFeeWei: fee })
    const signed = await vault.signTransaction({ address: account, transaction })
    return here.rpc.request({ method: 'eth_sendRawTransaction', params: [signed] })
  }

  async function signMessage(params: Params): Promise<Hex> {
    const { bytes, address } = parseMessageParam(params)
    const account = await requireAccount(address)
    await ask({ kind: 'message', account, explanation: explainMessage(bytes, origin) })
    return vault.signMessage({ address: account, message: { raw: bytes } })
  }

  async function signTypedData(params: Params): Promise<Hex> {
    const account = await requireAccount(parseAddressParam(params[0]))
    const typedData = parseTypedDataParam(params[1])
    const context = { account, chainId, reader: createChainReader(rpc()) }
    await ask({ kind: 'typedData', account, explanation: await explainTypedData(typedData, context) })
    return vault.signTypedData({ address: account, typedData })
  }

  const own: Record<string, (params: Params) => Promise<unknown>> = {
    eth_chainId: async () => formatQuantity(chainId),
    net_version: async () => String(chainId),
    eth_accounts: visibleAccounts,
    eth_requestAccounts: () => inTurn(connect),
    wallet_getPermissions: async () => (connected ? [{ parentCapability: 'eth_accounts' }] : []),
    wallet_requestPermissions: () => inTurn(connect).then(() => [{ parentCapability: 'eth_accounts' }]),
    wallet_revokePermissions: disconnect,
    wallet_switchEthereumChain: (params) => inTurn(() => switchChain(params)),
    eth_sendTransaction: (params) => inTurn(() => sendTransaction(params)),
    personal_sign: (params) => inTurn(() => signMessage(params)),
    eth_signTypedData_v4: (params) => inTurn(() => signTypedData(params)),
  }

  async function request({ method, params }: { method: string; params?: unknown }): Promise<unknown> {
    const list = Array.isArray(params) ? params : []
    if (Object.hasOwn(own, method)) return own[method]!(list)
    if (!isReading(method)) throw new UnsupportedMethodError(method)
    return rpc().request({ method, params: params ?? [] })
  }

  return {
    request,
    refresh,
    disconnect,
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

export class UserRejectedError extends BaseError {
  override readonly name = 'Wallet.UserRejectedError'
  readonly code = 4001
  constructor() {
    super('The request was not approved.')
  }
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

export class BlindSigningError extends BaseError {
  override readonly name = 'Wallet.BlindSigningError'
  readonly code = 4100
  constructor() {
    super('Nobody can tell what this signature would do, and blind signing is switched off.', {
      metaMessages: ['Switch it on in the wallet settings only if you trust the site that asks.'],
    })
  }
}

export class TooManyRequestsError extends BaseError {
  override readonly name = 'Wallet.TooManyRequestsError'
  readonly code = -32002
  constructor() {
    super(`There are already ${maxWaiting} requests waiting for an answer.`)
  }
}
