import type { AccountFields, StateManagerInterface } from '@ethereumjs/common'
import { Account, type Address, KECCAK256_NULL } from '@ethereumjs/util'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { DamagedStateError } from '../chain/trie/Trie.ts'
import { BaseError } from '../errors.ts'
import type { StateDiff } from './StateReader.ts'
import { type AccountChange, type AccountLeaf, emptyBytes, type StateTries, toLatin1 } from './StateTries.ts'

type Undo = () => void

/** Accounts and slots, and bytes of code, that are remembered from block to block. */
const maxHeld = 200_000
const maxHeldCode = 2 ** 25

/**
 * The state of one block in the making, as the EVM sees it: changes lie over the tries and are undone from a log when a
 * call reverts. `flush` hands all of them to the tries at once.
 */
export class State implements StateManagerInterface {
  #tries: StateTries
  #accounts = new Map<string, AccountLeaf | undefined>()
  #slots = new Map<string, Map<string, Uint8Array>>()
  #dirty = new Set<string>()
  #dirtySlots = new Map<string, Set<string>>()
  #cleared = new Set<string>()
  #codes = new Map<Hex, Uint8Array>()
  #codeByHash = new WeakMap<Uint8Array, Uint8Array>()
  #newCodes = new Map<Hex, Uint8Array>()
  #nodes: StateDiff['nodes'] = new Map()
  #written = new Map<string, AccountLeaf | undefined>()
  #undo: Undo[] = []
  #marks: number[] = []
  originalStorageCache: StateManagerInterface['originalStorageCache']

  constructor(tries: StateTries) {
    this.#tries = tries
    this.originalStorageCache = createOriginals((address, key) => this.#slot(address, key))
  }

  /** Whether something could still be undone. */
  get isInCall(): boolean {
    return this.#marks.length > 0
  }

  /** The account under that key (see `addressKey`), without waiting. */
  accountOf(key: string): AccountLeaf | undefined {
    return this.#account(key)
  }

  /** The slot without leading zeros, without waiting; both keys are latin1. */
  slotOf(owner: string, slot: string): Uint8Array {
    return this.#slot(owner, slot)
  }

  codeOf({ codeHash }: AccountLeaf): Uint8Array {
    // An account that stays as it is keeps the array as well, which spares making a key of it.
    let code = this.#codeByHash.get(codeHash)
    if (code === undefined) {
      code = this.#code(encodeHex(codeHash))
      this.#codeByHash.set(codeHash, code)
    }
    return code
  }

  /** Changes an account outside of any call: nobody can undo it. */
  settleAccount(key: string, leaf: AccountLeaf): void {
    this.#accounts.set(key, leaf)
    this.#dirty.add(key)
  }

  /** Changes a slot outside of any call: nobody can undo it. */
  settleSlot(owner: string, slot: string, value: Uint8Array): void {
    this.#slotsOf(owner).set(slot, withoutLeadingZeros(value))
    this.#dirtySlotsOf(owner).add(slot)
  }

  async getAccount(address: Address): Promise<Account | undefined> {
    const leaf = this.#account(toLatin1(address.bytes))
    return leaf && new Account(leaf.nonce, leaf.balance, leaf.storageRoot, leaf.codeHash)
  }

  async putAccount(address: Address, account?: Account): Promise<void> {
    if (account === undefined) return this.deleteAccount(address)
    const { nonce, balance, storageRoot, codeHash } = account
    this.#setAccount(toLatin1(address.bytes), { nonce, balance, storageRoot, codeHash })
  }

  async deleteAccount(address: Address): Promise<void> {
    const key = toLatin1(address.bytes)
    if (this.#account(key) === undefined) return
    this.#clear(key)
    this.#setAccount(key, undefined)
  }

  async modifyAccountFields(address: Address, fields: AccountFields): Promise<void> {
    const account = (await this.getAccount(address)) ?? new Account()
    await this.putAccount(address, Object.assign(account, fields))
  }

  async putCode(address: Address, value: Uint8Array): Promise<void> {
    const codeHash = value.length === 0 ? KECCAK256_NULL : keccak256(value)
    if (value.length > 0) {
      const hash = encodeHex(codeHash)
      this.#codes.set(hash, value)
      this.#newCodes.set(hash, value)
    }
    await this.modifyAccountFields(address, { codeHash })
  }

  async getCode(address: Address): Promise<Uint8Array> {
    const account = this.#account(toLatin1(address.bytes))
    if (account === undefined || isNullHash(account.codeHash)) return emptyBytes
    return this.#code(encodeHex(account.codeHash))
  }

  async getCodeSize(address: Address): Promise<number> {
    return (await this.getCode(address)).length
  }

  async getStorage(address: Address, key: Uint8Array): Promise<Uint8Array> {
    return this.#slot(toLatin1(address.bytes), toLatin1(key))
  }

  async putStorage(address: Address, key: Uint8Array, value: Uint8Array): Promise<void> {
    const owner = toLatin1(address.bytes)
    const slot = toLatin1(key)
    const before = this.#slot(owner, slot)
    this.#slots.get(owner)!.set(slot, withoutLeadingZeros(value))
    const dirty = this.#dirtySlotsOf(owner)
    const wasDirty = dirty.has(slot)
    dirty.add(slot)
    this.#undo.push(() => {
      this.#slotsOf(owner).set(slot, before)
      if (!wasDirty) dirty.delete(slot)
    })
  }

  async clearStorage(address: Address): Promise<void> {
    this.#clear(toLatin1(address.bytes))
  }

  async checkpoint(): Promise<void> {
    this.#marks.push(this.#undo.length)
  }

  async commit(): Promise<void> {
    this.#marks.pop()
    if (this.#marks.length === 0) this.#undo.length = 0
  }

  async revert(): Promise<void> {
    const mark = this.#marks.pop() ?? 0
    while (this.#undo.length > mark) this.#undo.pop()!()
  }

  /** Writes everything changed so far to the tries. Returns the root; `takeDiff` gives what storage has to keep. */
  flush(): Hex {
    this.#undo.length = 0
    if (this.#marks.length > 0) {
      this.#undo.push(() => {
        throw new FlushedError()
      })
    }
    const { root, nodes } = this.#tries.apply(this.#changes())
    if (this.#nodes.size === 0) this.#nodes = nodes
    else for (const [location, bytes] of nodes) this.#nodes.set(location, bytes)
    for (const key of this.#dirty) this.#written.set(key, this.#account(key))
    this.#dirty.clear()
    this.#dirtySlots.clear()
    this.#cleared.clear()
    this.#trim()
    return root
  }

  /** Returns what was flushed since the last call, with the accounts that changed by their keys. */
  takeDiff(): StateDiff & { accounts: Map<string, AccountLeaf | undefined> } {
    const diff = { nodes: this.#nodes, codes: this.#newCodes, accounts: this.#written }
    this.#nodes = new Map()
    this.#newCodes = new Map()
    this.#written = new Map()
    return diff
  }

  async getStateRoot(): Promise<Uint8Array> {
    return decodeHex(this.flush())
  }

  async setStateRoot(root: Uint8Array): Promise<void> {
    const current = this.flush()
    if (encodeHex(root) !== current) throw new WrongRootError(current, encodeHex(root))
  }

  async hasStateRoot(root: Uint8Array): Promise<boolean> {
    return encodeHex(root) === this.flush()
  }

  clearCaches(): void {
    this.originalStorageCache.clear()
  }

  shallowCopy(): State {
    return new State(this.#tries)
  }

  /** Everything is in the tries now, so what was read is kept only as long as there is little of it. */
  #trim(): void {
    let held = this.#accounts.size
    for (const slots of this.#slots.values()) held += slots.size
    if (held > maxHeld) {
      this.#accounts.clear()
      this.#slots.clear()
    }
    let code = 0
    for (const { length } of this.#codes.values()) code += length
    if (code > maxHeldCode) this.#codes.clear()
  }

  *#changes(): Generator<readonly [string, AccountChange]> {
    for (const key of new Set([...this.#dirty, ...this.#dirtySlots.keys(), ...this.#cleared])) {
      yield [key, { account: this.#account(key), cleared: this.#cleared.has(key), slots: this.#changedSlots(key) }]
    }
  }

  *#changedSlots(owner: string): Generator<readonly [string, Uint8Array]> {
    const slots = this.#slots.get(owner)
    for (const slot of this.#dirtySlots.get(owner) ?? []) yield [slot, slots?.get(slot) ?? emptyBytes]
  }

  #code(hash: Hex): Uint8Array {
    let code = this.#codes.get(hash)
    if (code === undefined) {
      code = this.#tries.code(hash)
      if (code === undefined) throw new MissingCodeError(hash)
      this.#codes.set(hash, code)
    }
    return code
  }

  #account(key: string): AccountLeaf | undefined {
    if (this.#accounts.has(key)) return this.#accounts.get(key)
    const leaf = this.#tries.account(key)
    this.#accounts.set(key, leaf)
    return leaf
  }

  #setAccount(key: string, leaf: AccountLeaf | undefined): void {
    const before = this.#account(key)
    const wasDirty = this.#dirty.has(key)
    this.#accounts.set(key, leaf)
    this.#dirty.add(key)
    this.#undo.push(() => {
      this.#accounts.set(key, before)
      if (!wasDirty) this.#dirty.delete(key)
    })
  }

  #slot(owner: string, slot: string): Uint8Array {
    const slots = this.#slotsOf(owner)
    let value = slots.get(slot)
    if (value === undefined) {
      value = this.#cleared.has(owner) ? emptyBytes : this.#tries.slot(owner, slot)
      slots.set(slot, value)
    }
    return value
  }

  #clear(owner: string): void {
    const slots = this.#slots.get(owner)
    const dirty = this.#dirtySlots.get(owner)
    const wasCleared = this.#cleared.has(owner)
    this.#slots.set(owner, new Map())
    this.#dirtySlots.delete(owner)
    this.#cleared.add(owner)
    this.#undo.push(() => {
      this.#slots.set(owner, slots ?? new Map())
      if (dirty) this.#dirtySlots.set(owner, dirty)
      else this.#dirtySlots.delete(owner)
      if (!wasCleared) this.#cleared.delete(owner)
    })
  }

  #slotsOf(owner: string): Map<string, Uint8Array> {
    let slots = this.#slots.get(owner)
    if (slots === undefined) {
      slots = new Map()
      this.#slots.set(owner, slots)
    }
    return slots
  }

  #dirtySlotsOf(owner: string): Set<string> {
    let dirty = this.#dirtySlots.get(owner)
    if (dirty === undefined) {
      dirty = new Set()
      this.#dirtySlots.set(owner, dirty)
    }
    return dirty
  }
}

/** Values as they were when the transaction began; the EVM prices SSTORE by them. */
function createOriginals(read: (owner: string, slot: string) => Uint8Array): State['originalStorageCache'] {
  const values = new Map<string, Uint8Array>()
  return {
    async get(address, key) {
      const owner = toLatin1(address.bytes)
      const slot = toLatin1(key)
      let value = values.get(owner + slot)
      if (value === undefined) {
        value = read(owner, slot)
        values.set(owner + slot, value)
      }
      return value
    },
    clear: () => values.clear(),
  }
}

function withoutLeadingZeros(bytes: Uint8Array): Uint8Array {
  let start = 0
  while (start < bytes.length && bytes[start] === 0) start++
  return start === 0 ? bytes : bytes.slice(start)
}

function isNullHash(hash: Uint8Array): boolean {
  return hash[0] === KECCAK256_NULL[0] && encodeHex(hash) === encodeHex(KECCAK256_NULL)
}

export class MissingCodeError extends DamagedStateError {
  override readonly name = 'Engine.MissingCodeError'
  constructor(hash: Hex) {
    super(`Expected contract code with hash ${hash}, found none. The store is damaged or incomplete.`)
  }
}

export class FlushedError extends BaseError {
  override readonly name = 'Engine.FlushedError'
  constructor() {
    super('Expected to revert only changes that were not yet written, found changes already in the tries.')
  }
}

export class WrongRootError extends BaseError {
  override readonly name = 'Engine.WrongRootError'
  constructor(current: Hex, wanted: Hex) {
    super(`Expected to stay at state root ${current}, found a request for ${wanted}; open that state instead.`)
  }
}
