import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { loadKeccak } from '../../../lib/bytes/keccak256.ts'
import { logsBloom } from '../../../lib/chain/logsBloom.ts'
import type { Receipt } from '../../../lib/chain/Receipt.ts'
import { emptyRoot } from '../../../lib/chain/trie/Trie.ts'
import type { StateDiff, StateReader } from '../../../lib/engine/StateReader.ts'
import { type AccountChange, StateTries } from '../../../lib/engine/StateTries.ts'
import { SecondWriterError } from './createSettler.ts'
import { OutOfOrderError } from './createWriter.ts'
import { pastKey } from './keys.ts'
import { openDatabase } from './openDatabase.ts'
import { EmptyStoreError, openStore, readStoreMeta, type Store, StoreVersionError } from './openStore.ts'
import { DamagedPastError, encodeRecord } from './stateStore.ts'
import { createTestBlock, hashOf } from './testBlock.ts'
import { createTestStore, emptyDiff, scratchDirectory } from './testStore.ts'

const runs = Math.min(300, Math.ceil(Number(process.env.FC_NUM_RUNS ?? 100) / 4))
beforeAll(loadKeccak)

// Locations that are prefixes of one another, of both kinds, with every byte that an address can hold.
const owner = String.fromCharCode(...Array.from({ length: 20 }, (_, i) => (i % 2 ? 255 : i)))
const locations = ['A', 'A\x00', 'A\x00\x0f', 'A\x0f', 'A\x0f\x0f', `S${owner}`, `S${owner}\x00`, `S${owner}\x0f\x01`]
const change = fc.record({
  location: fc.constantFrom(...locations),
  bytes: fc.option(fc.uint8Array({ minLength: 1, maxLength: 9 }), { nil: undefined }),
})
const blocks = fc.array(fc.array(change, { maxLength: 6 }), { minLength: 1, maxLength: 14, size: 'max' })
type Changes = { location: string; bytes: Uint8Array | undefined }[]
type World = Map<string, Uint8Array>

test.each([
  ['of an archive', 0, { placedAtOnce: Number.POSITIVE_INFINITY }],
  ['of the window', 3, { placedAtOnce: Number.POSITIVE_INFINITY }],
  ['of an archive, settled later where they are large,', 0, { placedAtOnce: 2 }],
  ['of the window, settled later,', 3, { placedAtOnce: -1 }],
  ['of an archive, settled slice by slice,', 0, { placedAtOnce: -1, leastSlice: 1 }],
  ['of the window, settled slice by slice,', 3, { placedAtOnce: 2, leastSlice: 1 }],
])('states %s are read exactly as they were, at every height', async (_, stateWindow, settling) => {
  await fc.assert(
    fc.asyncProperty(blocks, async (list) => {
      const first = new Map([['A', Uint8Array.of(1)]])
      const { store, path } = await createTestStore(stateWindow, { nodes: first, codes: new Map() }, settling)
      const worlds: World[] = [first]
      for (const [index, changes] of list.entries()) {
        await store.append(createTestBlock(index + 1), toDiff(changes))
        worlds.push(applyChanges(worlds[index]!, changes))
        compare(store, worlds, stateWindow)
        if (index % 2) store.settle()
        expect(worldOf(store.newestState())).toEqual(worlds[index + 1])
        compare(store, worlds, stateWindow)
      }
      await store.close()
      for (const readOnly of [true, false]) {
        const reopened = openStore({ path, readOnly })
        compare(reopened, worlds, stateWindow)
        await reopened.close()
      }
    }),
    { numRuns: runs },
  )
})

function toDiff(changes: Changes): StateDiff {
  return { nodes: new Map(changes.map(({ location, bytes }) => [location, bytes])), codes: new Map() }
}

function applyChanges(world: World, changes: Changes): World {
  const next = new Map(world)
  for (const { location, bytes } of changes) {
    if (bytes) next.set(location, bytes)
    else next.delete(location)
  }
  return next
}

function worldOf(state: StateReader): World {
  const world: World = new Map()
  for (const location of locations) {
    const bytes = state.node(location)
    if (bytes) world.set(location, Uint8Array.from(bytes))
  }
  return world
}

function compare(store: Store, worlds: readonly World[], stateWindow: number): void {
  const head = worlds.length - 1
  const oldest = stateWindow === 0 ? 0 : Math.max(0, head - stateWindow + 1)
  expect([store.head(), store.oldestState()]).toEqual([head, oldest])
  for (const [height, world] of worlds.entries()) {
    const state = store.state(height)
    expect(state && worldOf(state)).toEqual(height < oldest ? undefined : world)
  }
}

test('a state that was opened before later blocks came still reads as it was', async () => {
  const { store } = await createTestStore(10, toDiff([{ location: 'A', bytes: Uint8Array.of(1) }]))
  const state = store.state(0)!
  await store.append(createTestBlock(1), toDiff([{ location: 'A', bytes: Uint8Array.of(2) }]))
  await store.append(createTestBlock(2), toDiff([{ location: 'A', bytes: undefined }]))
  expect(state.node('A')).toEqual(Uint8Array.of(1))
  expect(store.state(2)!.node('A')).toBeUndefined()
  await store.close()
})

test.each([
  ['at once', {}],
  ['in slices', { placedAtOnce: -1, leastSlice: 1 }],
])('a node placed %s in each block is found as it was, and what left the window is forgotten', async (_, settling) => {
  const stateWindow = 90
  const first = new Map([
    ['A', Uint8Array.of(0)],
    ['A\x01', Uint8Array.of(1)],
  ])
  const { store, path } = await createTestStore(stateWindow, { nodes: first, codes: new Map() }, settling)
  const worlds: World[] = [first]
  for (let number = 1; number <= 200; number++) {
    const changes: Changes = [{ location: 'A', bytes: Uint8Array.of(number) }]
    // One that goes for good, one that comes and goes.
    if (number === 100) changes.push({ location: 'A\x01', bytes: undefined })
    if (number % 40 === 0) changes.push({ location: 'A\x0f', bytes: number % 80 ? Uint8Array.of(number) : undefined })
    await store.append(createTestBlock(number), toDiff(changes))
    worlds.push(applyChanges(worlds[number - 1]!, changes))
  }
  compare(store, worlds, stateWindow)
  await store.close()
  // Opening it settles what waits.
  await openStore({ path }).close()
  const { env, nodes, past, gone, waypoints } = openDatabase({ path, readOnly: true })
  // What the last 90 blocks changed: `A` in each, with three waypoints, and `A\x0f` in three, one of which removed it.
  expect([past, gone, waypoints].map((table) => table.getCount())).toEqual([90 + 3, 1, 3])
  expect([...nodes.getKeys()].map(String)).toEqual(['A', 'A\x0f'])
  await env.close()
})

test('a block that was final and not settled when the node died is settled when it starts again', async () => {
  const { store, path } = await createTestStore(10, toDiff([{ location: 'A', bytes: Uint8Array.of(1) }]), later)
  await store.append(createTestBlock(1), toDiff([{ location: 'A', bytes: Uint8Array.of(2) }]))
  await store.close()
  expect(await tableSizes(path)).toEqual({ unsettled: 1, past: 0 })
  const started = openStore({ path })
  await started.close()
  expect(await tableSizes(path)).toEqual({ unsettled: 0, past: 1 })
})

const later = { placedAtOnce: 0 }

async function tableSizes(path: string) {
  const { env, unsettled, past } = openDatabase({ path, readOnly: true })
  const sizes = { unsettled: unsettled.getCount(), past: past.getCount() }
  await env.close()
  return sizes
}

test('of two that write one chain the second is found out before it settles anything twice', async () => {
  const { store, path } = await createTestStore(10, toDiff([{ location: 'A', bytes: Uint8Array.of(1) }]), later)
  await store.append(createTestBlock(1), toDiff([{ location: 'A', bytes: Uint8Array.of(2) }]))
  const other = openStore({ path })
  expect(() => store.settle()).toThrow(SecondWriterError)
  expect([0, 1].map((number) => other.state(number)!.node('A'))).toEqual([Uint8Array.of(1), Uint8Array.of(2)])
  await other.close()
})

test('a state that was opened before its block was settled still reads as it was', async () => {
  const { store } = await createTestStore(10, toDiff([{ location: 'A', bytes: Uint8Array.of(1) }]), later)
  const states = [store.state(0)!]
  for (let number = 1; number <= 3; number++) {
    await store.append(createTestBlock(number), toDiff([{ location: 'A', bytes: Uint8Array.of(number + 1) }]))
    states.push(store.state(number)!)
  }
  store.settle()
  expect(states.map((state) => state.node('A'))).toEqual([1, 2, 3, 4].map((byte) => Uint8Array.of(byte)))
  await store.close()
})

test('tries that forget what they loaded go on with what was written since', async () => {
  const { store } = await createTestStore(3)
  const forgetful = new StateTries({ ...store.newestState(), root: emptyRoot }, { loadedNodes: 0, openStorages: 0 })
  const model = new StateTries({ root: emptyRoot, node: () => undefined, code: () => undefined })
  for (let number = 1; number <= 12; number++) {
    const changes = Array.from({ length: 40 }, (_, i) => changeOf((i * number) % 90, number))
    const { root, nodes } = forgetful.apply(changes)
    expect(root).toBe(model.apply(changes).root)
    await store.append(createTestBlock(number), { nodes, codes: new Map() })
  }
  await store.close()
})

/** An account with two slots of its own, which differ from block to block. */
function changeOf(index: number, number: number): [string, AccountChange] {
  const account = { nonce: BigInt(number), balance: BigInt(index), storageRoot: nothing, codeHash: nothing }
  const slots = [0, 1].map((slot) => [`slot ${slot}`.padEnd(32), Uint8Array.of(number, slot, index + 1)] as const)
  return [`account ${index}`.padEnd(20), { account, cleared: false, slots }]
}

const nothing = new Uint8Array(32)

test('a damaged past is told, not followed for ever', async () => {
  const { store, path } = await createTestStore(10, toDiff([{ location: 'A', bytes: Uint8Array.of(1) }]))
  await store.append(createTestBlock(1), toDiff([{ location: 'A', bytes: Uint8Array.of(2) }]))
  await store.close()
  const { env, past } = openDatabase({ path })
  await past.put(pastKey(1, Buffer.from('A')), encodeRecord(1, 0, Uint8Array.of(1)))
  await env.close()
  const damaged = openStore({ path, readOnly: true })
  expect(damaged.state(1)!.node('A')).toEqual(Uint8Array.of(2))
  expect(() => damaged.state(0)!.node('A')).toThrow(DamagedPastError)
  await damaged.close()
})

test('a store of version 1 keeps its blocks and its newest state, and goes on', async () => {
  const { store, path } = await createTestStore(10, toDiff([{ location: 'A', bytes: Uint8Array.of(5) }]))
  for (let number = 1; number <= 3; number++) await store.append(createTestBlock(number), emptyDiff())
  await store.close()
  const old = openDatabase({ path })
  old.env.transactionSync(() => {
    const meta = JSON.parse(old.meta.get(Buffer.from('meta'))!.toString())
    old.meta.put(Buffer.from('meta'), Buffer.from(JSON.stringify({ ...meta, version: 1 })))
    old.nodes.put(Buffer.from('A'), Buffer.of(5))
    old.past.put(Buffer.from('A\xff\x00\x00\x00\x00\x00\x02', 'latin1'), Buffer.of(4))
  })
  await old.env.close()

  expect(() => openStore({ path, readOnly: true })).toThrow(StoreVersionError)
  const upgraded = openStore({ path })
  expect([upgraded.head(), upgraded.oldestState(), upgraded.state(2)]).toEqual([3, 3, undefined])
  await upgraded.append(createTestBlock(4), toDiff([{ location: 'A', bytes: Uint8Array.of(6) }]))
  await upgraded.close()
  const reopened = openStore({ path, readOnly: true })
  expect([3, 4].map((number) => reopened.state(number)!.node('A'))).toEqual([Uint8Array.of(5), Uint8Array.of(6)])
  expect([reopened.meta.version, reopened.oldestState(), reopened.block(1)!.hash]).toEqual([4, 3, hashOf(1)])
  await reopened.close()
})

test('a store of version 3, which died with a block unsettled, keeps all its states', async () => {
  const { store, path } = await createTestStore(10, toDiff([{ location: 'A', bytes: Uint8Array.of(1) }]), later)
  await store.append(createTestBlock(1), toDiff([{ location: 'A', bytes: Uint8Array.of(2) }]))
  await store.close()
  const old = openDatabase({ path })
  const meta = JSON.parse(old.meta.get(Buffer.from('meta'))!.toString())
  await old.meta.put(Buffer.from('meta'), Buffer.from(JSON.stringify({ ...meta, version: 3 })))
  await old.env.close()
  expect(() => openStore({ path, readOnly: true })).toThrow(StoreVersionError)
  const upgraded = openStore({ path })
  expect([0, 1].map((number) => upgraded.state(number)!.node('A'))).toEqual([Uint8Array.of(1), Uint8Array.of(2)])
  expect([upgraded.meta.version, upgraded.oldestState()]).toEqual([4, 0])
  await upgraded.close()
  expect(await tableSizes(path)).toEqual({ unsettled: 0, past: 1 })
})

const receipt: Receipt = {
  type: 2,
  status: 1,
  cumulativeGasUsed: 21_000n,
  gasUsed: 21_000n,
  effectiveGasPrice: 0n,
  logsBloom: logsBloom([]),
  logs: [],
}

test('a block is found by height, by hash and by its transactions, before and after a restart', async () => {
  const { store, path } = await createTestStore(10)
  const block = createTestBlock(1, [receipt, receipt])
  await store.append(block, { nodes: new Map(), codes: new Map([[hashOf(7), Uint8Array.of(0xfe)]]) })
  check(store)
  await store.close()
  const reopened = openStore({ path })
  check(reopened)
  await reopened.append(createTestBlock(2), emptyDiff())
  expect(reopened.head()).toBe(2)
  await reopened.close()

  function check(opened: Store): void {
    expect(opened.numberOf(block.hash)).toBe(1)
    expect(opened.hash(1)).toBe(block.hash)
    expect(opened.header(1)).toEqual(block.header)
    expect(opened.block(1)?.transactions.map((raw) => Uint8Array.from(raw))).toEqual(block.transactions)
    expect(opened.block(1)?.senders).toEqual(block.senders)
    expect(opened.receipts(1)).toEqual(block.receipts)
    expect(opened.locateTransaction(block.hashesOfTransactions[1]!)).toEqual({ number: 1, index: 1 })
    expect(opened.state(1)!.code(hashOf(7))).toEqual(Buffer.of(0xfe))
    expect([opened.block(9), opened.header(9), opened.hash(9), opened.numberOf(hashOf(9))]).toEqual(Array(4))
    expect(opened.locateTransaction(hashOf(9))).toBeUndefined()
  }
})

test('what is not there yet is found once it is, also by another that has the chain open', async () => {
  const { store, path } = await createTestStore(10)
  const reader = openStore({ path, readOnly: true })
  for (let number = 1; number <= 20; number++) {
    expect([reader.block(number), reader.receipts(number)]).toEqual([undefined, undefined])
    await store.append(createTestBlock(number, [{ ...receipt, gasUsed: BigInt(number) }]), emptyDiff())
    reader.refresh()
    expect(reader.block(number)!.hash).toBe(hashOf(number))
  }
  for (let number = 1; number <= 20; number++) expect(reader.receipts(number)![0]!.gasUsed).toBe(BigInt(number))
  await reader.close()
  await store.close()
})

test('a block out of order is refused and changes nothing', async () => {
  const { store } = await createTestStore(10)
  const change = toDiff([{ location: 'A', bytes: Uint8Array.of(5) }])
  await expect(store.append(createTestBlock(2), change)).rejects.toThrow(OutOfOrderError)
  await expect(store.append(createTestBlock(0), change)).rejects.toThrow(OutOfOrderError)
  expect([store.head(), store.numberOf(hashOf(2)), store.state(0)!.node('A')]).toEqual([0, undefined, undefined])
  await store.close()
})

test('a block that cannot be encoded leaves nothing of itself behind', async () => {
  const { store } = await createTestStore(10)
  const broken = { ...createTestBlock(1, [receipt]), receipts: [{ ...receipt, gasUsed: -1n }] }
  const change = toDiff([{ location: 'A', bytes: Uint8Array.of(5) }])
  await expect(store.append(broken, change)).rejects.toThrow()
  expect([store.head(), store.header(1), store.numberOf(hashOf(1))]).toEqual([0, undefined, undefined])
  await store.append(createTestBlock(1), change)
  expect(store.head()).toBe(1)
  await store.close()
})

test('a directory without a chain is told apart from a broken one', async () => {
  const path = await scratchDirectory()
  expect(await readStoreMeta({ path })).toBeUndefined()
  expect(() => openStore({ path })).toThrow(EmptyStoreError)
})
