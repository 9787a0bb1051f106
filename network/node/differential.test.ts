import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Address, decodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { loadKeccak } from '../../lib/bytes/keccak256.ts'
import type { SignedTransaction } from '../../lib/engine/applyTransaction.ts'
import { buildBlock } from '../../lib/engine/buildBlock.ts'
import { createChainVm } from '../../lib/engine/createChainVm.ts'
import { createGenesis, createGenesisState } from '../../lib/engine/createGenesis.ts'
import { createMemoryReader } from '../../lib/engine/createMemoryReader.ts'
import { State } from '../../lib/engine/State.ts'
import { StateTries } from '../../lib/engine/StateTries.ts'
import { startAnvil } from '../tools/startAnvil.ts'
import { createNodeCommon } from './createNodeCommon.ts'
import { randomProgram } from './randomProgram.ts'

/*
 * The same genesis and the same random transactions through anvil and through our engine: receipts, logs, gas and state
 * root must agree block by block.
 */
const chainId = 72_018
const gasLimit = 60_000_000n
const genesisTime = 1_790_000_000
const runs = Math.min(300, Math.ceil(Number(process.env.FC_NUM_RUNS ?? 100) / 2))
const accounts = [1, 2, 3, 4].map((n) => privateKeyToAccount(`0x${n.toString(16).padStart(64, '0')}`))
const miner = `0x${'c0'.repeat(20)}` as Address

const alloc = Object.fromEntries(
  accounts.map(({ address }) => [address.toLowerCase(), { balance: '0xde0b6b3a7640000' }]),
) as Record<Address, { balance: Hex }>

let anvil: Awaited<ReturnType<typeof startAnvil>>
let directory: string
let firstRoot: Hex
let engine: Awaited<ReturnType<typeof createEngine>>

beforeAll(async () => {
  await loadKeccak()
  directory = await mkdtemp(join(tmpdir(), 'qood-differential-'))
  engine = await createEngine()
  anvil = await startAnvil(await anvilFlags())
  await rpc('anvil_setCoinbase', [miner])
  // anvil does not put the root of the allocation into its block 0, so an empty block 1 has to show it.
  await rpc('evm_mine', [{ timestamp: genesisTime + 1 }])
  firstRoot = (await rpc('eth_getBlockByNumber', ['0x1', false])).stateRoot
})

afterAll(async () => {
  await anvil.stop()
  await rm(directory, { recursive: true, force: true })
})

test('both start from the same state', () => {
  expect(firstRoot).toBe(engine.genesisRoot)
})

test('random transactions give the same receipts, logs, gas and state root', async () => {
  const step = fc.record({
    from: fc.nat({ max: accounts.length - 1 }),
    value: fc.integer({ min: 0, max: 1_000 }),
    // To one of the accounts, a fresh address, a contract made before, or nobody (creation).
    target: fc.oneof(
      fc.record({ kind: fc.constant('account' as const), index: fc.nat({ max: accounts.length - 1 }) }),
      fc.record({ kind: fc.constant('fresh' as const), index: fc.nat({ max: 5_000 }) }),
      fc.record({ kind: fc.constant('contract' as const), index: fc.nat({ max: 1_000 }) }),
      fc.record({ kind: fc.constant('creation' as const), index: fc.constant(0) }),
    ),
    program: randomProgram,
    kind: fc.constantFrom('legacy' as const, 'eip2930' as const, 'eip1559' as const),
    gas: fc.constantFrom(100_000, 200_000, 2_000_000),
  })
  let number = 1
  const contracts: Address[] = []
  const nonces = accounts.map(() => 0)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      number++
      const transactions: SignedTransaction[] = []
      for (const { from, value, target, program, kind, gas } of steps) {
        const account = accounts[from]!
        const to = resolveTarget(target, contracts)
        const fees = kind === 'eip1559' ? { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n } : { gasPrice: 0n }
        const raw = await account.signTransaction({
          type: kind,
          chainId,
          nonce: nonces[from]!++,
          gas: BigInt(gas),
          value: BigInt(value),
          data: program,
          ...(to && { to }),
          ...fees,
        } as never)
        transactions.push({ raw: decodeHex(raw), sender: account.address.toLowerCase() as Address })
        await rpc('eth_sendRawTransaction', [raw])
      }
      const timestamp = genesisTime + number
      await rpc('anvil_setNextBlockTimestamp', [timestamp])
      await rpc('evm_mine', [])
      const [theirs, receipts] = await Promise.all([
        rpc('eth_getBlockByNumber', [`0x${number.toString(16)}`, false]),
        rpc('eth_getBlockReceipts', [`0x${number.toString(16)}`]),
      ])
      const ours = await engine.build(number, timestamp, transactions)
      expect(ours.refused).toEqual([])
      expect(ours.receipts.map(comparable)).toEqual(receipts.map(comparable))
      expect(ours.header.stateRoot).toBe(await rootWithoutEmptyAccounts())
      expect(ours.header.receiptsRoot).toBe(theirs.receiptsRoot)
      expect(ours.header.transactionsRoot).toBe(theirs.transactionsRoot)
      expect(ours.header.logsBloom).toBe(theirs.logsBloom)
      for (const receipt of ours.receipts) if (receipt.contractAddress) contracts.push(receipt.contractAddress)
    }),
    // Shrinking would replay steps on a chain that has moved on.
    { numRuns: runs, endOnFailure: true },
  )
})

/**
 * anvil leaves accounts that were touched but are empty in its state and in its root, where EIP-161 wants them gone
 * (a precompile called with no value, the address of a failed creation). So its state is taken whole, and the root of
 * what is not empty is computed from it.
 */
async function rootWithoutEmptyAccounts(): Promise<Hex> {
  const packed = Buffer.from((await rpc('anvil_dumpState', [])).slice(2), 'hex')
  const { accounts: dumped } = JSON.parse(gunzipSync(packed).toString()) as { accounts: Record<Address, DumpedAccount> }
  const kept = Object.entries(dumped).filter(
    ([, { nonce, balance, code }]) => nonce || BigInt(balance) || code !== '0x',
  )
  const alloc = kept.map(([address, { nonce, ...account }]) => [
    address,
    { ...account, nonce: `0x${nonce.toString(16)}` },
  ])
  return createGenesisState(Object.fromEntries(alloc)).root
}

type DumpedAccount = { nonce: number; balance: Hex; code: Hex; storage: Record<Hex, Hex> }

type Target = { kind: 'account' | 'fresh' | 'contract' | 'creation'; index: number }

function resolveTarget({ kind, index }: Target, contracts: readonly Address[]): Address | undefined {
  if (kind === 'account') return accounts[index]!.address
  if (kind === 'fresh') return `0x${(0xf00000 + index).toString(16).padStart(40, '0')}`
  if (kind === 'contract') return contracts[index % contracts.length]
  return undefined
}

type AnyReceipt = {
  status?: unknown
  gasUsed: unknown
  cumulativeGasUsed: unknown
  logs: readonly AnyLog[]
  contractAddress?: unknown
}
type AnyLog = { address: string; topics: readonly string[]; data: string }

/** The fields of a receipt that both sides spell, in one spelling. */
function comparable(receipt: AnyReceipt) {
  return {
    status: Number(receipt.status),
    gasUsed: BigInt(receipt.gasUsed as Hex),
    cumulativeGasUsed: BigInt(receipt.cumulativeGasUsed as Hex),
    contractAddress: receipt.contractAddress ?? undefined,
    logs: receipt.logs.map(({ address, topics, data }) => ({ address, topics, data })),
  }
}

async function createEngine() {
  const genesis = createGenesis({ alloc, extraData: '0x', gasLimit, timestamp: genesisTime })
  const reader = createMemoryReader(genesis.header.stateRoot, genesis.diff)
  const state = new State(new StateTries(reader))
  const vm = await createChainVm(createNodeCommon(chainId), state, () => undefined)
  return {
    genesisRoot: genesis.header.stateRoot,
    async build(number: number, timestamp: number, transactions: readonly SignedTransaction[]) {
      const plan = {
        parentHash: `0x${'00'.repeat(32)}` as Hex,
        number,
        timestamp,
        miner,
        gasLimit,
        extraData: '0x' as Hex,
      }
      const built = await buildBlock({ vm, state }, plan, transactions)
      reader.apply(built.diff)
      return built
    },
  }
}

async function anvilFlags(): Promise<string[]> {
  const genesis = {
    config: { chainId, cancunTime: 0, shanghaiTime: 0, terminalTotalDifficulty: 0 },
    nonce: '0x0',
    timestamp: `0x${genesisTime.toString(16)}`,
    extraData: '0x',
    gasLimit: `0x${gasLimit.toString(16)}`,
    difficulty: '0x0',
    mixHash: `0x${'00'.repeat(32)}`,
    coinbase: `0x${'00'.repeat(20)}`,
    alloc,
  }
  const path = join(directory, 'genesis.json')
  await writeFile(path, JSON.stringify(genesis))
  const chain = ['--init', path, '--accounts', '0', '--chain-id', `${chainId}`, '--hardfork', 'cancun']
  const fees = [
    '--no-mining',
    '--order',
    'fifo',
    '--block-base-fee-per-gas',
    '0',
    '--gas-price',
    '0',
    '--disable-min-priority-fee',
  ]
  const more = [
    '--gas-limit',
    `${gasLimit}`,
    '--disable-default-create2-deployer',
    '--prune-history',
    '--disable-pool-balance-checks',
  ]
  return [...chain, ...fees, ...more]
}

// biome-ignore lint/suspicious/noExplicitAny: answers of another program, read field by field
async function rpc(method: string, params: unknown[]): Promise<any> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const response = await fetch(anvil.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const answer = await response.json()
  if (answer.error) throw new Error(`${method}: ${answer.error.message}`)
  return answer.result
}
