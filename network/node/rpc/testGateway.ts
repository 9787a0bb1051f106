import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { type Address, decodeHex } from '../../../lib/bytes/hex.ts'
import { loadKeccak } from '../../../lib/bytes/keccak256.ts'
import { emptyVanity, encodeExtraData } from '../../../lib/chain/extraData.ts'
import { hashQbftHeader } from '../../../lib/chain/hashHeader.ts'
import { buildBlock } from '../../../lib/engine/buildBlock.ts'
import { createChainVm } from '../../../lib/engine/createChainVm.ts'
import { createGenesis, type GenesisAlloc } from '../../../lib/engine/createGenesis.ts'
import { State } from '../../../lib/engine/State.ts'
import { StateTries } from '../../../lib/engine/StateTries.ts'
import { monotonicNow } from '../../monotonicNow.ts'
import { createAccountReader } from '../createAccountReader.ts'
import { createNodeCommon } from '../createNodeCommon.ts'
import { createGasBudget, defaultGasBudget } from '../pool/createGasBudget.ts'
import { createPool, defaultPoolLimits, type TransactionPool } from '../pool/createPool.ts'
import { startRecovery } from '../pool/startRecovery.ts'
import { initStore, type Store } from '../store/openStore.ts'
import type { Limits } from './Limits.ts'
import { startGateway } from './startGateway.ts'
import { startQueries } from './startQueries.ts'

/*
 * A gateway for tests over a real store, pool and engine; only nobody seals its blocks, and they come when `mine` is
 * called, or with `instant` as soon as there is a transaction.
 */
export type TestGateway = {
  port: number
  url: string
  store: Store
  pool: TransactionPool
  account: PrivateKeyAccount
  mine(): Promise<void>
  stop(): Promise<void>
}

export type TestGatewayOptions = {
  limits?: Partial<Limits>
  alloc?: GenesisAlloc
  instant?: boolean
  /** Heavy methods in a worker thread, as a node has them. */
  worker?: boolean
}

export const testChainId = 31_337
const noExtraData = encodeExtraData({ vanity: emptyVanity, validators: [], vote: undefined, round: 0, seals: [] })
const miner: Address = `0x${'c0'.repeat(20)}`

export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  await loadKeccak()
  const account = privateKeyToAccount(`0x${'07'.repeat(32)}`)
  const path = await mkdtemp(join(tmpdir(), 'qood-gateway-'))
  const store = await createStore(path, {
    ...options.alloc,
    [account.address.toLowerCase()]: { balance: '0xde0b6b3a7640000' },
  })
  const recovery = startRecovery()
  const budget = createGasBudget({ ...defaultGasBudget, capacity: 10n ** 12n, now: monotonicNow })
  const chainAccount = createAccountReader(store).read
  const shared = { chainId: testChainId, now: monotonicNow, recover: recovery.recover }
  const pool = createPool({ ...shared, account: chainAccount, budget, limits: defaultPoolLimits })
  const listeners = new Set<(head: number) => void>()
  const mine = await createMiner(store, pool, (head) => {
    for (const listener of listeners) listener(head)
  })
  if (options.instant) pool.subscribe(() => void mine())
  const gateway = await startGateway({
    chain: store,
    pool,
    ...(options.worker && { queries: startQueries({ path, limits: options.limits }) }),
    limits: options.limits,
    subscribeHeads: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  })
  return {
    port: gateway.port,
    url: `http://127.0.0.1:${gateway.port}`,
    store,
    pool,
    account,
    mine,
    async stop() {
      await gateway.stop()
      await mine()
      await recovery.stop()
      await store.close()
      await rm(path, { recursive: true, force: true })
    },
  }
}

async function createStore(path: string, alloc: GenesisAlloc): Promise<Store> {
  const { header, diff } = createGenesis({
    alloc,
    extraData: noExtraData,
    gasLimit: 60_000_000n,
    timestamp: 1_790_000_000,
  })
  const genesisHash = hashQbftHeader(header)
  const meta = { version: 4, chainId: testChainId, consensus: 'qbft', genesisHash, stateWindow: 0 } as const
  return initStore({ path, meta }, { header, diff })
}

/** One block at a time, whoever asks. */
async function createMiner(
  store: Store,
  pool: TransactionPool,
  publish: (head: number) => void,
): Promise<() => Promise<void>> {
  const state = new State(new StateTries(store.newestState()))
  const hashAt = (number: number) => decodeHex(store.hash(number)!)
  const vm = await createChainVm(createNodeCommon(testChainId), state, hashAt)
  let last: Promise<void> = Promise.resolve()

  async function mine(): Promise<void> {
    const parent = store.header(store.head())!
    const plan = {
      parentHash: store.hash(parent.number)!,
      number: parent.number + 1,
      timestamp: parent.timestamp + 1,
      miner,
      gasLimit: parent.gasLimit,
      extraData: noExtraData,
    }
    const taken = pool.take({ gas: parent.gasLimit, count: 1_000 })
    const built = await buildBlock({ vm, state }, plan, taken)
    const hashes = new Map(taken.map(({ raw, hash }) => [raw, hash]))
    const included = built.transactions.map(({ raw, sender }) => ({ raw, sender, hash: hashes.get(raw)! }))
    await store.append(
      {
        hash: hashQbftHeader(built.header),
        header: built.header,
        transactions: included.map(({ raw }) => raw),
        senders: included.map(({ sender }) => sender),
        hashesOfTransactions: included.map(({ hash }) => hash),
        ommers: [],
        receipts: built.receipts,
      },
      built.diff,
    )
    pool.onBlock({ included })
    publish(plan.number)
  }

  return () => {
    last = last.then(mine)
    return last
  }
}

let lastId = 0

/** Asks by HTTP; resolves to the whole answer. */
export async function ask(url: string, method: string, params: readonly unknown[] = []): Promise<RpcAnswer> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: ++lastId, method, params })
  return (await post(url, body)) as RpcAnswer
}

/** Posts a text; resolves to the answer as JSON. */
export async function post(url: string, body: string | Uint8Array<ArrayBuffer>): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const text = await response.text()
  return text === '' ? undefined : JSON.parse(text)
}

export type RpcAnswer = { id: unknown; result?: unknown; error?: { code: number; message: string; data?: unknown } }
