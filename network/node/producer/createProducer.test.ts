import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeFunctionData, parseAbi } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type Address, decodeHex, encodeHex } from '../../../lib/bytes/hex.ts'
import { keccak256 } from '../../../lib/bytes/keccak256.ts'
import { decodeExtraData } from '../../../lib/chain/extraData.ts'
import type { Header } from '../../../lib/chain/Header.ts'
import { producerOrder } from '../../../lib/chain/producerOrder.ts'
import { embeddedQuorum } from '../../../lib/chain/quorum.ts'
import { recoverWithWasm } from '../../../lib/chain/recoverWithWasm.ts'
import type { ValidatorSet } from '../../../lib/chain/setCommitment.ts'
import { systemContracts } from '../../../lib/chain/systemContracts.ts'
import { verifyHeader } from '../../../lib/chain/verifyHeader.ts'
import { createChainVm } from '../../../lib/engine/createChainVm.ts'
import { readSchedule } from '../../../lib/engine/readSchedule.ts'
import { State } from '../../../lib/engine/State.ts'
import { addressKey, type StateLimits, StateTries } from '../../../lib/engine/StateTries.ts'
import { verifySealedHeader } from '../../../lib/light/verifySealedHeader.ts'
import { type ChainGenesis, createChainGenesis } from '../../genesis/createChainGenesis.ts'
import { createDevelopmentGenesis } from '../../genesis/createDevelopmentGenesis.ts'
import { developmentAccounts, developmentChainId, developmentProducers } from '../../genesis/developmentKeys.ts'
import { createNodeCommon } from '../createNodeCommon.ts'
import type { Store } from '../store/openStore.ts'
import type { HashedTransaction } from './createProducer.ts'
import { openTestProducer, type TestProducer } from './testProducer.ts'

const accounts = developmentAccounts(developmentChainId, 2).map(({ privateKey }) => privateKeyToAccount(privateKey))
const directories: string[] = []
let genesis: ChainGenesis
let chain: TestProducer

beforeAll(async () => {
  genesis = await createDevelopmentGenesis()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await chain.store.close()
})
afterAll(async () => {
  await Promise.all(directories.map((path) => rm(path, { recursive: true, force: true })))
})

async function open(on: ChainGenesis, directory?: string, limits?: StateLimits): Promise<TestProducer> {
  const data = directory ?? (await mkdtemp(join(tmpdir(), 'qood-producer-')))
  directories.push(data)
  chain = await openTestProducer(data, on, limits)
  return chain
}

/** The schedule that Election gives for a block, read at the state after another. */
async function scheduleAt(store: Store, state: number, number: number): Promise<ValidatorSet> {
  const tries = new StateTries(store.state(state)!)
  return readSchedule(await createChainVm(createNodeCommon(store.chainId), new State(tries), () => undefined), number)
}

/** Every header since genesis passes the rules of a stranger who knows the set of its epoch. */
async function verifyAll({ store }: TestProducer, epochBlocks = genesis.epochBlocks): Promise<void> {
  for (let number = 1; number <= store.head(); number++) {
    const { validators } = await scheduleAt(store, number - (number % epochBlocks || 1), number)
    const header = store.header(number)!
    const quorum = embeddedQuorum(validators.length)
    const { hash, signers } = verifyHeader({
      header,
      parent: store.header(number - 1)!,
      validators,
      quorum,
      mode: 'contract',
      recover: recoverWithWasm,
    })
    expect(hash).toBe(store.hash(number))
    expect(signers).toHaveLength(quorum)
    // The light client's own door recovers with noble, which is slow: now and then is enough.
    if (number % 10 === 1) expect(verifySealedHeader({ header: toJson(header), validators, quorum }).hash).toBe(hash)
  }
}

function toJson(header: Header): unknown {
  const quantity = (value: unknown) =>
    typeof value === 'bigint' || typeof value === 'number' ? `0x${value.toString(16)}` : value
  return {
    ...Object.fromEntries(Object.entries(header).map(([field, value]) => [field, quantity(value)])),
    sha3Uncles: header.ommersHash,
  }
}

async function send(index: number, nonce: number, to: Address, data?: `0x${string}`): Promise<HashedTransaction> {
  const account = accounts[index]!
  const fees = { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n }
  const content = { type: 'eip1559', chainId: developmentChainId, nonce, to, value: data ? 0n : 1n, gas: 15_000_000n }
  const raw = decodeHex(await account.signTransaction({ ...content, ...fees, ...(data && { data }) } as never))
  return { raw, sender: account.address.toLowerCase() as Address, hash: encodeHex(keccak256(raw)) }
}

test('blocks follow one another, each by the producer whose turn it is, and each header verifies', async () => {
  const { store, blocks, turn } = await open(genesis)
  const made = await blocks(22)
  const { seed, validators } = await scheduleAt(store, 0, 1)
  for (const { header } of made) {
    const { producer } = producerOrder({ seed, validators, blockNumber: header.number, round: 0 })
    expect(header.miner).toBe(producer)
  }
  expect(new Set(made.slice(0, 20).map(({ header }) => header.miner)).size).toBeGreaterThan(15)
  const sent = await turn([await send(0, 0, accounts[1]!.address)])
  expect(sent).toMatchObject({ kind: 'block', included: [{ gasUsed: 21_000n }], refused: [] })
  expect(store.receipts(23)).toMatchObject([{ status: 1 }])
  await verifyAll(chain)
})

test('with 6 of 21 stopped blocks go on, rounds count the missed turns and the next in order stands in', async () => {
  const { store, stopped, turn } = await open(genesis)
  const { seed, validators } = await scheduleAt(store, 0, 1)
  const { order } = producerOrder({ seed, validators, blockNumber: 21, round: 0 })
  for (const address of order.slice(3, 9)) stopped.add(address)
  const rounds: number[] = []
  while (store.head() < 42) {
    const number = store.head() + 1
    const missed: Address[] = []
    let one = await turn()
    while (one.kind === 'missed') {
      expect(one).toMatchObject({ number, round: missed.length })
      missed.push(one.producer)
      one = await turn()
    }
    if (one.kind !== 'block') throw new Error(`found ${one.kind}`)
    const { round } = decodeExtraData(one.header.extraData)
    rounds.push(round)
    expect(round).toBe(missed.length)
    expect(missed.every((address) => stopped.has(address))).toBe(true)
    expect(stopped.has(one.header.miner)).toBe(false)
    expect(one.header.miner).toBe(producerOrder({ seed, validators, blockNumber: number, round }).producer)
  }
  // In the second lap the six stand in a row: the first of their places waits six rounds.
  expect(rounds.slice(20, 41)).toEqual([0, 0, 0, 6, 5, 4, 3, 2, 1, ...Array(12).fill(0)])
  await verifyAll(chain)
})

test('with 7 of 21 stopped finality waits; with one back it goes on, on the same parent', async () => {
  const { store, stopped, blocks, turn } = await open(genesis)
  await blocks(3)
  const { validators } = await scheduleAt(store, 0, 1)
  for (const address of validators.slice(0, 7)) stopped.add(address)
  const transaction = await send(0, 0, accounts[1]!.address)
  for (let i = 0; i < 5; i++) expect(await turn([transaction])).toEqual({ kind: 'waiting', running: 14, quorum: 15 })
  expect(store.head()).toBe(3)
  stopped.delete(validators[0]!)
  const [next] = await blocks(1)
  expect(next!.header.number).toBe(4)
  expect(next!.header.parentHash).toBe(store.hash(3))
  expect((await turn([transaction])).kind).not.toBe('waiting')
  await verifyAll(chain)
})

test('after the clock was set back, blocks keep the time of the last one until the clock has passed it', async () => {
  const { store, blocks, clock } = await open(genesis)
  const [last] = await blocks(3).then((made) => made.slice(-1))
  const { timestamp } = last!.header
  for (const back of [1_000, 2_500, 3_600_000]) {
    clock.now = timestamp * 1_000 - back
    const [block] = await blocks(1)
    expect(block!.header.timestamp).toBe(timestamp)
  }
  clock.now = (timestamp + 5) * 1_000
  await blocks(1)
  expect(store.header(store.head())!.timestamp).toBe(timestamp + 5)
  await verifyAll(chain)
})

test('a block is closed in time for what comes after running, which it learns from the block before', async () => {
  const { producer, stopped, turn } = await open(genesis)
  await turn()
  const transfers = await Promise.all(Array.from({ length: 140 }, (_, nonce) => send(0, nonce, accounts[1]!.address)))
  let ms = 0
  // Each look at the clock is a millisecond later, and the clock is looked at once for each transaction.
  vi.spyOn(performance, 'now').mockImplementation(() => ++ms)
  const included = async (transactions: readonly HashedTransaction[]) => {
    const made = await producer.turn({ transactions, stopped, turnMs: 100 })
    producer.settle()
    return made.kind === 'block' ? made.included.length : 0
  }
  expect(await included(transfers)).toBe(49)
  expect(await included(transfers.slice(49))).toBe(84)
})

test('a restart goes on from the newest block', async () => {
  const data = await mkdtemp(join(tmpdir(), 'qood-producer-'))
  const first = await open(genesis, data)
  await first.blocks(2)
  const hash = first.store.hash(2)
  await first.store.close()
  const second = await open(genesis, data)
  const [block] = await second.blocks(1)
  expect([block!.header.number, block!.header.parentHash]).toEqual([3, hash])
})

test('a producer that keeps nothing in memory reads what its own blocks wrote', async () => {
  const limits = { loadedNodes: 0, openStorages: 0 }
  const { store, producer, turn } = await open(genesis, undefined, limits)
  const abi = parseAbi(['function transfer(address to, uint256 amount) returns (bool)'])
  const data = encodeFunctionData({ abi, args: [accounts[1]!.address, 1n] })
  for (let nonce = 0; nonce < 6; nonce++) {
    const transactions = [await send(1, nonce, accounts[0]!.address), await send(0, nonce, systemContracts.qdt, data)]
    expect(await turn(transactions)).toMatchObject({ kind: 'block', included: [{}, {}], refused: [] })
    expect(store.receipts(store.head())).toMatchObject([{ status: 1 }, { status: 1 }])
    if (nonce % 2) producer.settle()
  }
  const tries = new StateTries(store.state(store.head())!)
  expect(tries.account(addressKey(accounts[0]!.address))?.nonce).toBe(6n)
  await verifyAll(chain)
})

test('the set changes at the boundaries of epochs only, and the new one seals from the first block', async () => {
  const epochBlocks = 8
  const short = await createShortGenesis(epochBlocks)
  const { store, blocks, turn } = await open(short)
  const data = encodeFunctionData({ abi: parseAbi(['function rotate() returns (address[])']) })
  const sets: string[] = []
  // One seat is drawn, and may fall to the same candidate several times; old states are kept for 100 blocks.
  for (let epoch = 0; epoch < 5 || (epoch < 11 && new Set(sets).size === 1); epoch++) {
    await blocks(epoch === 0 ? 2 : 3)
    const before = await scheduleAt(store, store.head(), store.head() + 1)
    const rotated = await turn([await send(0, epoch, systemContracts.election, data)])
    expect(rotated).toMatchObject({ kind: 'block', refused: [] })
    expect(store.receipts(store.head())).toMatchObject([{ status: 1 }])
    // Chosen, and not seated before the epoch is over.
    expect(await scheduleAt(store, store.head(), store.head() + 1)).toEqual(before)
    await blocks(epochBlocks * (epoch + 1) - 1 - store.head())
    sets.push(before.validators.join())
    const next = await scheduleAt(store, store.head(), store.head() + 1)
    expect(Number(next.epoch)).toBe(epoch + 1)
    const [first] = await blocks(1)
    const { producer } = producerOrder({ ...next, blockNumber: first!.header.number, round: 0 })
    expect(first!.header.number).toBe(epochBlocks * (epoch + 1))
    expect(first!.header.miner).toBe(producer)
    const quorum = embeddedQuorum(next.validators.length)
    const { signers } = verifyHeader({ header: first!.header, validators: next.validators, quorum, mode: 'contract' })
    expect(signers.every((signer) => next.validators.includes(signer))).toBe(true)
  }
  expect(new Set(sets).size).toBeGreaterThan(1)
  await verifyAll(chain, epochBlocks)
})

async function createShortGenesis(epochBlocks: number): Promise<ChainGenesis> {
  const [foundation, team] = developmentAccounts(developmentChainId, 2).map(({ address }) => address)
  const candidates = developmentProducers(developmentChainId, 25).map(({ address }, index) => {
    return { address, name: `Producer ${index}`, stakeQdt: BigInt(25 - index) * 100_000n }
  })
  const people = { foundation: foundation!, team: team!, holders: [] }
  const timestamp = genesis.timestamp
  return createChainGenesis({
    chainId: developmentChainId,
    timestamp,
    shuffled: true,
    candidates,
    ...people,
    epochBlocks,
  })
}
