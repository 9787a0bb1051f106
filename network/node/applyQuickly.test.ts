import fc from 'fast-check'
import { privateKeyToAccount } from 'viem/accounts'
import { beforeAll, expect, test } from 'vitest'
import { type Address, decodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { loadKeccak } from '../../lib/bytes/keccak256.ts'
import { emptyVanity, encodeExtraData } from '../../lib/chain/extraData.ts'
import { decodeLog, encodeLog } from '../../lib/chain/logItems.ts'
import type { Log } from '../../lib/chain/Receipt.ts'
import { applyQuickly } from '../../lib/engine/applyQuickly.ts'
import { buildBlock, type Machine } from '../../lib/engine/buildBlock.ts'
import { createChainVm } from '../../lib/engine/createChainVm.ts'
import { createGenesis, type GenesisAccount } from '../../lib/engine/createGenesis.ts'
import { createMemoryReader } from '../../lib/engine/createMemoryReader.ts'
import { planOn } from '../../lib/engine/fixtures/testMachine.ts'
import { State } from '../../lib/engine/State.ts'
import { StateTries } from '../../lib/engine/StateTries.ts'
import { token } from '../bench/accounts.ts'
import { createBenchAlloc } from '../bench/createBenchGenesis.ts'
import { signTransfers } from '../bench/signTransfers.ts'
import { developmentChainId } from '../genesis/developmentKeys.ts'
import { createNodeCommon } from './createNodeCommon.ts'
import { randomProgram } from './randomProgram.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const accounts = [1, 2].map((n) => privateKeyToAccount(`0x${n.toString(16).padStart(64, '0')}`))
const target: Address = `0x${'7a'.repeat(20)}`
const miner: Address = `0x${'0b'.repeat(20)}`
const word = (value: bigint | number) => value.toString(16).padStart(64, '0')
const key = (value: number): Hex => `0x${word(value)}`
const push = (value: bigint | number) => `7f${word(value)}`

const extraData = encodeExtraData({ vanity: emptyVanity, validators: [], vote: undefined, round: 0, seals: [] })
const block = { extraData, gasLimit: 30_000_000n, timestamp: 1_800_000_000 }

beforeAll(loadKeccak)

type Alloc = Parameters<typeof createGenesis>[0]['alloc']

async function createMachine(alloc: Alloc): Promise<Machine & { genesis: ReturnType<typeof createGenesis> }> {
  const genesis = createGenesis({ ...block, alloc })
  const state = new State(new StateTries(createMemoryReader(genesis.header.stateRoot, genesis.diff)))
  return { genesis, state, vm: await createChainVm(createNodeCommon(developmentChainId), state, () => undefined) }
}

/** Runs the transactions on their way; with somebody who listens the library runs all of them. */
async function run(alloc: Alloc, transactions: { raw: Uint8Array; sender: Address }[], isWatched: boolean) {
  const machine = await createMachine(alloc)
  if (isWatched) machine.vm.events.on('beforeTx', (_tx, next) => next?.())
  const plan = { ...planOn(machine.genesis.header), miner }
  const built = await buildBlock(machine, plan, transactions)
  return {
    header: built.header,
    receipts: built.receipts.map((receipt) => ({ ...receipt, logs: receipt.logs.map(inHex) })),
    refused: built.refused.map(({ transaction }) => transaction),
  }
}

type Sending = { from: number; nonce: number; to: Address; data?: Hex; gas: bigint; value?: bigint; price?: bigint }

async function send({ from, price = 0n, nonce, ...rest }: Sending, legacy = false) {
  const account = accounts[from]!
  const fees = legacy ? { gasPrice: price } : { maxFeePerGas: 2n * price, maxPriorityFeePerGas: price }
  const type = legacy ? 'legacy' : 'eip1559'
  const raw = await account.signTransaction({ type, chainId: developmentChainId, nonce, ...fees, ...rest } as never)
  return { raw: decodeHex(raw), sender: account.address.toLowerCase() as Address }
}

const rich: Alloc = Object.fromEntries(
  accounts.map(({ address }) => [address.toLowerCase(), { balance: '0xde0b6b3a7640000' }]),
)

/** Logs of the short way are kept in bytes. */
function inHex(log: Log): Log {
  return decodeLog(encodeLog(log))
}

function allocWith(code: Hex): Alloc {
  const storage: Record<Hex, Hex> = { [key(1)]: '0x1', [key(2)]: '0xffff' }
  return { ...rich, [target]: { balance: '0x0', nonce: '0x1', code, storage } }
}

const edges = [0n, 1n, 2n, 31n, 32n, 33n, 255n, 256n, 2n ** 64n - 1n, 2n ** 255n, 2n ** 256n - 1n]
const twoOf = '01 02 03 04 06 10 11 12 13 14 16 17 18 1b 1c'.split(' ')
const edge = fc.oneof(fc.constantFrom(...edges), fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }))
const slot = fc.integer({ min: 0, max: 3 })
const place = fc.constantFrom(0, 1, 31, 64, 100, 250, 3_000)
const keep = (offset: number) => `${push(offset)}52`
const snippets = fc.oneof(
  fc.tuple(slot, fc.constantFrom(0n, 1n, 0xffffn, 7n)).map(([key, value]) => `${push(value)}${push(key)}55`),
  fc.tuple(slot, place).map(([key, at]) => `${push(key)}54${keep(at)}`),
  fc.tuple(slot, edge).map(([key, value]) => `${push(value)}${push(key)}5d${push(key)}5c${keep(32)}`),
  fc
    .tuple(fc.integer({ min: 0, max: 4 }), place, edge)
    .map(([count, size, topic]) => `${push(topic).repeat(count)}${push(size)}${push(0)}${(0xa0 + count).toString(16)}`),
  fc.tuple(place, place).map(([size, at]) => `${push(size)}${push(at)}20${keep(64)}`),
  fc.tuple(place, edge, place).map(([size, from, to]) => `${push(size)}${push(from)}${push(to)}37`),
  fc.tuple(edge, place).map(([from, at]) => `${push(from)}35${keep(at)}`),
  fc
    .tuple(fc.constantFrom(...twoOf), edge, edge, place)
    .map(([op, a, b, at]) => `${push(a)}${push(b)}${op}${keep(at)}`),
  fc.tuple(fc.constantFrom('15', '19'), edge).map(([op, a]) => `${push(a)}${op}${keep(0)}`),
  fc.constantFrom(...'30 32 33 34 36 3d 42 43 46 58 59 5a 5f'.split(' ')).map((op) => `${op}${keep(96)}`),
  fc.tuple(edge, edge).map(([a, b]) => `${push(a)}${push(b)}8190${'50'.repeat(3)}`),
  edge.map((a) => `${push(a)}5860060157fe5b`),
)
const ending = fc.oneof(
  { weight: 6, arbitrary: fc.constant('00') },
  { weight: 3, arbitrary: place.map((size) => `${push(size)}${push(0)}f3`) },
  { weight: 1, arbitrary: fc.constantFrom('', '5f5ffd', 'fe', '50', '30ff') },
)
/** Programs of the instructions that the short way knows, most of them without a failure. They show their memory. */
const plainProgram = fc
  .tuple(fc.array(snippets, { minLength: 1, maxLength: 20 }), ending)
  .map(([parts, end]): Hex => `0x${parts.join('')}${push(3_200)}${push(0)}a0${end}`)

const sending = fc.record({
  gas: fc.constantFrom(21_000n, 60_000n, 200_000n, 3_000_000n),
  price: fc.constantFrom(0n, 1n),
  value: fc.constantFrom(0n, 0n, 0n, 5n),
  legacy: fc.boolean(),
  data: fc.uint8Array({ maxLength: 80 }).map((bytes): Hex => `0x${Buffer.from(bytes).toString('hex')}`),
})

async function compare(program: Hex, messages: (typeof sending extends fc.Arbitrary<infer T> ? T : never)[]) {
  const transactions = await Promise.all(
    messages.map(({ legacy, ...message }, nonce) => send({ from: 0, to: target, nonce, ...message }, legacy)),
  )
  const alloc = allocWith(program)
  const quick = await run(alloc, transactions, false)
  expect(quick).toEqual(await run(alloc, transactions, true))
  return quick
}

test('plain programs do the same on the short way as in the library', async () => {
  let succeeded = 0
  await fc.assert(
    fc.asyncProperty(plainProgram, fc.array(sending, { minLength: 1, maxLength: 3 }), async (program, messages) => {
      const { receipts } = await compare(program, messages)
      succeeded += receipts.filter(({ status }) => status === 1).length
    }),
    { numRuns: 2 * numRuns },
  )
  // A comparison of failures alone would say little: those are left to the library anyway.
  expect(succeeded).toBeGreaterThan(numRuns / 2)
})

test('every calculation comes to the same at every edge', async () => {
  const alloc: Record<Address, GenesisAccount> = { ...rich }
  const transactions = await Promise.all(
    twoOf.map((op, nonce) => {
      const to: Address = `0x${op.padStart(40, '9')}`
      const pairs = edges.flatMap((a) => edges.map((b) => `${push(a)}${push(b)}${op}`))
      const code: Hex = `0x${pairs.map((pair, index) => `${pair}${keep(32 * index)}`).join('')}${push(4_000)}5fa0`
      alloc[to] = { balance: '0x0', nonce: '0x1', code }
      return send({ from: 0, nonce, to, gas: 1_000_000n })
    }),
  )
  const quick = await run(alloc, transactions, false)
  expect(quick.receipts.map(({ status }) => status)).toEqual(twoOf.map(() => 1))
  expect(quick).toEqual(await run(alloc, transactions, true))
})

test('a slot costs the same whatever it was, became and ends as', async () => {
  const alloc: Record<Address, GenesisAccount> = { ...rich }
  const values = [0, 1, 2]
  const calls: Promise<{ raw: Uint8Array; sender: Address }>[] = []
  for (const original of values) {
    for (const path of values.flatMap((a) => values.flatMap((b) => values.map((c) => [a, b, c])))) {
      const to: Address = `0x${(0xaa0000 + calls.length).toString(16).padStart(40, '7')}`
      const code: Hex = `0x${path.map((value) => `60${word(value).slice(-2)}5f55`).join('')}5f5450`
      alloc[to] = { balance: '0x0', nonce: '0x1', code, storage: { [key(0)]: `0x${original}` } }
      calls.push(send({ from: 0, nonce: calls.length, to, gas: 100_000n }))
    }
  }
  const transactions = await Promise.all(calls)
  const quick = await run(alloc, transactions, false)
  expect(quick.receipts.map(({ status }) => status)).toEqual(Array(81).fill(1))
  expect(quick).toEqual(await run(alloc, transactions, true))
})

test('any program does the same, also where the short way gives up in the middle', async () => {
  await fc.assert(
    fc.asyncProperty(randomProgram, fc.array(sending, { minLength: 1, maxLength: 2 }), async (program, messages) => {
      await compare(program, messages)
    }),
    { numRuns },
  )
})

test('money goes the same way: to others, to nobody yet, to oneself, to a miner who sends, with what is broken left out', async () => {
  const [first, second] = accounts.map(({ address }) => address.toLowerCase() as Address)
  const gas = 21_000n
  const nobody: Address = `0x${'55'.repeat(20)}`
  const precompile: Address = `0x${'4'.padStart(40, '0')}`
  const transactions = await Promise.all([
    send({ from: 0, nonce: 0, to: second!, gas, value: 7n, price: 3n }),
    send({ from: 0, nonce: 1, to: nobody, gas, value: 1n }),
    send({ from: 0, nonce: 2, to: nobody, gas, value: 0n }),
    send({ from: 0, nonce: 3, to: first!, gas, value: 9n, price: 1n }),
    send({ from: 0, nonce: 4, to: miner, gas, value: 9n, price: 1n }),
    send({ from: 0, nonce: 5, to: precompile, gas, value: 2n }),
    send({ from: 0, nonce: 6, to: `0x${'66'.repeat(20)}`, gas, value: 0n }),
    send({ from: 0, nonce: 9, to: second!, gas, value: 1n }),
    send({ from: 0, nonce: 6, to: second!, gas, value: 1n }),
    send({ from: 1, nonce: 0, to: second!, gas: 20_999n, value: 1n }),
    send({ from: 1, nonce: 0, to: first!, gas, value: 10n ** 30n }),
    send({ from: 1, nonce: 0, to: first!, gas: 40_000n, value: 1n, price: 5n, data: '0x00ff' }, true),
  ])
  const alloc = allocWith('0x00')
  const quick = await run(alloc, transactions, false)
  expect(quick).toEqual(await run(alloc, transactions, true))
  expect(quick.receipts).toHaveLength(8)
  expect(quick.refused).toHaveLength(4)
})

test('transfers of a token take the short way, and come to the same block', async () => {
  const alloc = createBenchAlloc(1_000)
  const senders = Object.keys(alloc).slice(0, 40) as Address[]
  const transactions = signTransfers({ slots: 1_000, count: 40 }).map(({ raw }, index) => {
    return { raw: decodeHex(raw), sender: senders[index]! }
  })
  const quick = await run(alloc, transactions, false)
  expect(quick).toEqual(await run(alloc, transactions, true))
  expect(quick.receipts.map(({ status, logs }) => [status, logs[0]!.address])).toEqual(Array(40).fill([1, token]))

  const machine = await createMachine(alloc)
  const plan = { ...planOn(machine.genesis.header), miner }
  for (const transaction of transactions) {
    expect(applyQuickly(machine, plan, { transaction, gasUsedBefore: 0n })).toMatchObject({ status: 1 })
  }
})
