import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeFunctionData } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { type Address, decodeHex, encodeHex, type Hex } from '../../../lib/bytes/hex.ts'
import { keccak256 } from '../../../lib/bytes/keccak256.ts'
import { recoverWithWasm } from '../../../lib/chain/recoverWithWasm.ts'
import { privateKeyToAddress } from '../../../lib/chain/signSeal.ts'
import { signSealWithWasm } from '../../../lib/chain/signSealWithWasm.ts'
import { systemContracts } from '../../../lib/chain/systemContracts.ts'
import { electionAbi } from '../../../lib/contracts/Election.ts'
import type { LightAnchor } from '../../../lib/light/LightAnchor.ts'
import type { RpcCall, Transport } from '../../../lib/light/Transport.ts'
import { createChainGenesis } from '../../genesis/createChainGenesis.ts'
import { developmentAccounts, developmentChainId, developmentProducers } from '../../genesis/developmentKeys.ts'
import { createNodeCommon } from '../createNodeCommon.ts'
import { openNodeStore } from '../openNodeStore.ts'
import { createProducer } from '../producer/createProducer.ts'
import { defaultLimits } from '../rpc/Limits.ts'
import type { Methods } from '../rpc/Method.ts'
import { createBlockMethods } from '../rpc/methods/createBlockMethods.ts'
import { createCallMethods } from '../rpc/methods/createCallMethods.ts'
import { createChainMethods } from '../rpc/methods/createChainMethods.ts'
import { createLightMethods } from '../rpc/methods/createLightMethods.ts'
import { createLogMethods } from '../rpc/methods/createLogMethods.ts'
import { createStateMethods } from '../rpc/methods/createStateMethods.ts'
import { createTransactionMethods } from '../rpc/methods/createTransactionMethods.ts'
import { MethodNotFoundError } from '../rpc/RpcError.ts'
import { createAnchor } from './createAnchor.ts'
import type { EpochArchive } from './EpochArchive.ts'

/*
 * A chain for tests of the light client: the real contracts, producer, store and JSON-RPC methods, without sockets and
 * clocks. Blocks come when they are mined, epochs are as short as a test wants, and every answer can be tampered with.
 */
export type TestChain = Awaited<ReturnType<typeof createTestChain>>

export type TestChainOptions = {
  candidates?: number
  epochBlocks?: number
  stateWindow?: number
  archive?: EpochArchive
}

const start = Date.UTC(2026, 10, 21)

export async function createTestChain(options: TestChainOptions = {}) {
  const { candidates = 21, epochBlocks = 10, stateWindow = 0 } = options
  const data = await mkdtemp(join(tmpdir(), 'qood-light-'))
  const keys = developmentProducers(developmentChainId, candidates)
  const holders = developmentAccounts(developmentChainId, 6).map(({ privateKey }) => privateKeyToAccount(privateKey))
  const [foundation, team, ...others] = holders.map(({ address }) => address.toLowerCase() as Address)
  const chainGenesis = await createChainGenesis({
    chainId: developmentChainId,
    timestamp: start / 1_000,
    shuffled: true,
    candidates: keys.map(({ address }, i) => ({ address, name: `Producer ${i}`, stakeQdt: BigInt(1_000 * (i + 1)) })),
    foundation: foundation!,
    team: team!,
    holders: others.map((address) => ({ address, amountQdt: 1_000n })),
    epochBlocks,
  })
  const genesis = {
    ...chainGenesis,
    alloc: {
      ...chainGenesis.alloc,
      ...Object.fromEntries(others.map((address) => [address, { balance: '0xde0b6b3a7640000' }])),
    },
  } as typeof chainGenesis
  const { store } = await openNodeStore({ data, stateWindow, genesis })
  let time = start
  const now = () => time
  const nonces = new Map<Address, number>()
  const listeners = new Set<(head: number) => void>()
  const stopped = new Set<Address>()
  const producer = await createProducer({
    store,
    common: createNodeCommon(store.chainId),
    sealers: keys.map(({ privateKey }) => {
      const key = decodeHex(privateKey)
      return { address: privateKeyToAddress(key), sign: (digest: Hex) => signSealWithWasm(digest, key) }
    }),
    epochBlocks,
    recover: recoverWithWasm,
    now,
  })
  const limits = { ...defaultLimits, deadlineMs: 5_000 }
  const pool = { nextNonce: () => 0n, get: () => undefined } as never
  const deps = { chain: store, pool, limits, now, clientVersion: 'test' }
  const methods: Methods = {
    ...createChainMethods(deps),
    ...createBlockMethods(deps),
    ...createStateMethods(deps),
    ...createTransactionMethods(deps),
    ...createCallMethods(deps),
    ...createLogMethods(deps),
    ...createLightMethods({ chain: store, archive: options.archive }),
  }
  const anchor: LightAnchor = await createAnchor(genesis)

  async function sign(account: PrivateKeyAccount, request: { to?: Address; data?: Hex; value?: bigint }) {
    const sender = account.address.toLowerCase() as Address
    const nonce = nonces.get(sender) ?? 0
    nonces.set(sender, nonce + 1)
    const raw = decodeHex(
      await account.signTransaction({
        type: 'eip1559',
        chainId: store.chainId,
        nonce,
        gas: 15_000_000n,
        maxFeePerGas: 0n,
        maxPriorityFeePerGas: 0n,
        ...request,
      }),
    )
    return { hash: encodeHex(keccak256(raw)), raw, sender }
  }

  async function mine(transactions: Awaited<ReturnType<typeof sign>>[] = []): Promise<void> {
    time += 1_000
    for (;;) {
      const turn = await producer.turn({ transactions, stopped, turnMs: 5_000 })
      if (turn.kind === 'waiting') throw new Error(`only ${turn.running} producers run`)
      if (turn.kind === 'missed') continue
      if (turn.refused.length > 0) throw new Error(`refused: ${turn.refused[0]!.reason}`)
      for (const listener of listeners) listener(turn.header.number)
      return
    }
  }

  const election = (account: PrivateKeyAccount, functionName: 'rotate' | 'unregister') =>
    sign(account, { to: systemContracts.election, data: encodeFunctionData({ abi: electionAbi, functionName }) })

  const transport: Transport = {
    async request({ method, params = [] }: RpcCall) {
      const run = Object.hasOwn(methods, method) ? methods[method] : undefined
      if (run === undefined) throw new MethodNotFoundError(method)
      const answer = await run(JSON.parse(JSON.stringify(params)), { address: '' })
      return JSON.parse(JSON.stringify(answer ?? null))
    },
  }

  return {
    anchor,
    store,
    transport,
    stopped,
    producers: keys.map(({ privateKey }) => privateKeyToAccount(privateKey)),
    holders: holders.slice(2),
    now,
    /** Lets the clock go on without a block. */
    pass: (ms: number) => {
      time += ms
    },
    sign,
    mine,
    subscribeHeads: (listener: (head: number) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    election,
    /** Mines up to that height. */
    async mineTo(number: number): Promise<void> {
      while (store.head() < number) await mine()
    },
    async stop(): Promise<void> {
      await store.close()
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** Returns the transport without the methods of ours, as any other client would serve it. */
export function withoutLightMethods(transport: Transport): Transport {
  return {
    request: (call) =>
      call.method.startsWith('qood_') ? Promise.reject(new MethodNotFoundError(call.method)) : transport.request(call),
  }
}

/** Returns the transport and a list of what goes through it. */
export function counted(transport: Transport): Transport & { calls: RpcCall[]; bytes: () => number } {
  const calls: RpcCall[] = []
  let bytes = 0
  return {
    calls,
    bytes: () => bytes,
    async request(call) {
      calls.push(call)
      const answer = await transport.request(call)
      bytes += JSON.stringify(answer).length + JSON.stringify(call).length
      return answer
    },
  }
}
