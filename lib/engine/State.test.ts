import { Account, Address as EvmAddress } from '@ethereumjs/util'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { type Address, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256, loadKeccak } from '../bytes/keccak256.ts'
import { emptyRoot } from '../chain/trie/Trie.ts'
import { createGenesisState, type GenesisAlloc } from './createGenesis.ts'
import { createMemoryReader } from './createMemoryReader.ts'
import { FlushedError, MissingCodeError, State, WrongRootError } from './State.ts'
import { StateTries } from './StateTries.ts'

const runs = Number(process.env.FC_NUM_RUNS ?? 100)
const addresses = [1, 2].map((n) => new EvmAddress(new Uint8Array(20).fill(n)))
const slots = [0, 1, 2].map((n) => new Uint8Array(32).fill(n))

beforeAll(loadKeccak)

/** Two levels of Maps that are copied whole at each checkpoint: slow and plain. */
type Plain = { nonce: bigint; balance: bigint; code: Uint8Array; slots: Map<number, Uint8Array> }
type World = Map<number, Plain>
const copyOf = (world: World): World =>
  new Map([...world].map(([key, account]) => [key, { ...account, slots: new Map(account.slots) }]))

const who = fc.nat({ max: addresses.length - 1 })
const value = fc.uint8Array({ maxLength: 32 })
const step = fc.oneof(
  fc.record({ kind: fc.constant('account' as const), who, balance: fc.bigInt({ min: 0n, max: 9n }) }),
  fc.record({ kind: fc.constant('slot' as const), who, slot: fc.nat({ max: slots.length - 1 }), value }),
  fc.record({ kind: fc.constant('code' as const), who, value }),
  fc.record({ kind: fc.constantFrom('delete' as const, 'clear' as const), who }),
  fc.record({ kind: fc.constantFrom('checkpoint' as const, 'commit' as const, 'revert' as const) }),
  fc.record({ kind: fc.constantFrom('block' as const, 'reopen' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

test('any program of writes, checkpoints and reverts reads and hashes as a plain copy-everything model does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 150, size: 'max' }), (program) => agree(program)),
    { numRuns: runs },
  )
})

async function agree(program: readonly Step[]): Promise<void> {
  const reader = createMemoryReader(emptyRoot, { nodes: new Map(), codes: new Map() })
  let state = new State(new StateTries(reader))
  let world: World = new Map()
  const saved: World[] = []
  for (const step of program) {
    if (step.kind === 'checkpoint') {
      await state.checkpoint()
      saved.push(copyOf(world))
    } else if (step.kind === 'commit' || step.kind === 'revert') {
      if (saved.length === 0) continue
      await state[step.kind]()
      const before = saved.pop()!
      if (step.kind === 'revert') world = before
    } else if (step.kind === 'block' || step.kind === 'reopen') {
      if (saved.length > 0) continue
      const root = closeBlock(state, reader, world)
      if (step.kind === 'reopen') state = new State(new StateTries({ ...reader, root }))
    } else if ('who' in step) await write(step, state, world)
    await compare(state, world)
  }
  while (saved.length > 0) {
    saved.pop()
    await state.commit()
  }
  const root = closeBlock(state, reader, world)
  await compare(state, world)
  await compare(new State(new StateTries({ ...reader, root })), world)
}

async function write(
  step: Exclude<Step, { kind: 'checkpoint' | 'commit' | 'revert' | 'block' | 'reopen' }>,
  state: State,
  world: World,
): Promise<void> {
  const address = addresses[step.who]!
  const account = world.get(step.who)
  if (step.kind === 'account') {
    const { nonce } = account ?? { nonce: 0n }
    const known = await state.getAccount(address)
    await state.putAccount(address, new Account(nonce + 1n, step.balance, known?.storageRoot, known?.codeHash))
    const fresh = { code: new Uint8Array(), slots: new Map() }
    world.set(step.who, { ...(account ?? fresh), nonce: nonce + 1n, balance: step.balance })
    return
  }
  // The EVM writes to accounts that exist only.
  if (!account) return
  if (step.kind === 'slot') {
    await state.putStorage(address, slots[step.slot]!, step.value)
    account.slots.set(step.slot, withoutLeadingZeros(step.value))
  } else if (step.kind === 'code') {
    await state.putCode(address, step.value)
    account.code = step.value
  } else if (step.kind === 'clear') {
    await state.clearStorage(address)
    account.slots.clear()
  } else {
    await state.deleteAccount(address)
    world.delete(step.who)
  }
}

async function compare(state: State, world: World): Promise<void> {
  for (const [index, address] of addresses.entries()) {
    const plain = world.get(index)
    const account = await state.getAccount(address)
    expect(account && { nonce: account.nonce, balance: account.balance }).toEqual(
      plain && { nonce: plain.nonce, balance: plain.balance },
    )
    if (!plain) continue
    expect(await state.getCode(address)).toEqual(plain.code)
    for (const [slot, key] of slots.entries()) {
      expect(await state.getStorage(address, key)).toEqual(plain.slots.get(slot) ?? new Uint8Array())
    }
  }
}

/** Writes the block's changes to storage; its root must be that of the same accounts built from nothing. */
function closeBlock(state: State, reader: ReturnType<typeof createMemoryReader>, world: World): Hex {
  const root = state.flush()
  reader.apply(state.takeDiff())
  expect(root).toBe(createGenesisState(toAlloc(world)).root)
  return root
}

function toAlloc(world: World): GenesisAlloc {
  const entries = [...world].map(([index, { nonce, balance, code, slots: held }]) => {
    const filled = [...held].filter(([, bytes]) => bytes.length > 0)
    const storage = Object.fromEntries(filled.map(([slot, bytes]) => [encodeHex(slots[slot]!), encodeHex(bytes)]))
    const account = { nonce: toHex(nonce), balance: toHex(balance), code: encodeHex(code), storage }
    return [addresses[index]!.toString() as Address, account] as const
  })
  return Object.fromEntries(entries)
}

function toHex(number: bigint): Hex {
  return `0x${number.toString(16)}`
}

function withoutLeadingZeros(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0)
  return start < 0 ? new Uint8Array() : bytes.slice(start)
}

function createEmptyState(): State {
  return new State(new StateTries(createMemoryReader(emptyRoot, { nodes: new Map(), codes: new Map() })))
}

test('a call that clears a storage and reverts leaves it whole, also what only the tries hold', async () => {
  const [address, slot] = [addresses[0]!, slots[1]!]
  const reader = createMemoryReader(emptyRoot, { nodes: new Map(), codes: new Map() })
  const state = new State(new StateTries(reader))
  await state.putAccount(address, new Account(1n, 1n))
  await state.putStorage(address, slot, Uint8Array.of(7))
  const root = state.flush()
  reader.apply(state.takeDiff())
  const next = new State(new StateTries({ ...reader, root }))
  await next.checkpoint()
  await next.clearStorage(address)
  expect(await next.getStorage(address, slot)).toEqual(new Uint8Array())
  await next.revert()
  expect(await next.getStorage(address, slot)).toEqual(Uint8Array.of(7))
  await next.putStorage(address, slots[2]!, Uint8Array.of(1))
  await next.putStorage(address, slots[2]!, new Uint8Array())
  expect(next.flush()).toBe(root)
})

test('a revert past what was flushed is refused, since the tries cannot go back', async () => {
  const state = createEmptyState()
  await state.checkpoint()
  await state.putAccount(addresses[0]!, new Account(1n, 1n))
  state.flush()
  await expect(state.revert()).rejects.toThrow(FlushedError)
})

test('the original value of a slot is that of the start of the transaction', async () => {
  const state = createEmptyState()
  const [address, slot] = [addresses[0]!, slots[1]!]
  await state.putAccount(address, new Account(1n))
  await state.putStorage(address, slot, Uint8Array.of(7))
  expect(await state.originalStorageCache.get(address, slot)).toEqual(Uint8Array.of(7))
  await state.putStorage(address, slot, Uint8Array.of(8))
  expect(await state.originalStorageCache.get(address, slot)).toEqual(Uint8Array.of(7))
  state.clearCaches()
  expect(await state.originalStorageCache.get(address, slot)).toEqual(Uint8Array.of(8))
})

test('a state stays at its own root: moving to another is refused, staying is not', async () => {
  const state = createEmptyState()
  await state.putAccount(addresses[0]!, new Account(1n, 5n))
  const root = await state.getStateRoot()
  await state.setStateRoot(root)
  expect(await state.hasStateRoot(new Uint8Array(32))).toBe(false)
  await expect(state.setStateRoot(new Uint8Array(32))).rejects.toThrow(WrongRootError)
})

test('code that storage has lost is an error, not empty code', async () => {
  const state = createEmptyState()
  await state.putAccount(addresses[0]!, new Account(1n, 0n, undefined, keccak256(Uint8Array.of(1))))
  await expect(state.getCode(addresses[0]!)).rejects.toThrow(MissingCodeError)
})
