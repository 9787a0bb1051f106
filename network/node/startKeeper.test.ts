import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { encodeHex } from '../../lib/bytes/hex.ts'
import { keccak256 } from '../../lib/bytes/keccak256.ts'
import { createDevelopmentGenesis } from '../genesis/createDevelopmentGenesis.ts'
import { developmentProducers } from '../genesis/developmentKeys.ts'
import type { TransactionPool } from './pool/createPool.ts'
import { PoolFullError } from './pool/createPoolTable.ts'
import { type BlockTurn, openTestProducer, type TestProducer } from './producer/testProducer.ts'
import { startKeeper } from './startKeeper.ts'

let data: string
let chain: TestProducer
let epochBlocks: number

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'qood-keeper-'))
  const genesis = await createDevelopmentGenesis()
  chain = await openTestProducer(data, genesis)
  epochBlocks = genesis.epochBlocks
})
afterEach(async () => {
  await chain.store.close()
  await rm(data, { recursive: true, force: true })
})

/** A keeper whose pool answers as it is told; makes blocks one by one and notes at which of them it sent something. */
function startKept(answer: () => void) {
  const sent: { block: number; raw: Uint8Array }[] = []
  const faults: unknown[] = []
  const submit = async (raw: Uint8Array) => {
    sent.push({ block: chain.store.head(), raw })
    answer()
  }
  const keeper = startKeeper({
    store: chain.store,
    pool: { nextNonce: () => 0, submit } as unknown as TransactionPool,
    keys: developmentProducers(chain.store.chainId).map(({ privateKey }) => privateKey),
    epochBlocks,
    onFault: (error) => faults.push(error),
  })
  const makeUntil = async (number: number) => {
    while (chain.store.head() < number) await keeper.onHead((await chain.blocks(1))[0]!.header)
  }
  return { sent, faults, makeUntil }
}

test('the next set is asked for again after the pool had no room, until the chain has chosen it', async () => {
  let isFull = true
  const { sent, faults, makeUntil } = startKept(() => {
    if (isFull) throw new PoolFullError()
  })
  await makeUntil(39)
  expect(sent.map(({ block }) => block)).toEqual([20, 30])
  expect(faults).toMatchObject([{ name: 'Pool.PoolFullError' }, { name: 'Pool.PoolFullError' }])
  isFull = false
  await makeUntil(40)
  const { raw } = sent.at(-1)!
  const sender = chain.store.header(40)!.miner
  const rotated = (await chain.turn([{ raw, sender, hash: encodeHex(keccak256(raw)) }])) as BlockTurn
  expect(rotated).toMatchObject({ included: [{ sender }] })
  expect(chain.store.receipts(41)).toMatchObject([{ status: 1 }])
  await makeUntil(51)
  expect(sent.map(({ block }) => block)).toEqual([20, 30, 40])
  expect(faults).toHaveLength(2)
})
