import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { decodeWord } from '../bytes/words.ts'
import { decodeRlp, encodeRlp, encodeScalar } from '../chain/rlp.ts'
import { encodeNibbles } from '../chain/trie/nibbles.ts'
import { emptyRoot, Trie } from '../chain/trie/Trie.ts'
import { decodeString, encodeString } from '../chain/trie/trieNode.ts'
import type { StateDiff, StateReader } from './StateReader.ts'

/** An account as the trie holds it. */
export type AccountLeaf = { nonce: bigint; balance: bigint; storageRoot: Uint8Array; codeHash: Uint8Array }

/** What a block did to one account: fields (undefined = gone), and slots by their 32 bytes (empty value = zero). */
export type AccountChange = {
  account: AccountLeaf | undefined
  /** The storage was wiped before the slots below were written. */
  cleared: boolean
  slots: Iterable<readonly [key: string, value: Uint8Array]>
}

/** What is kept in memory between blocks, in all tries together; above that it is read again. */
export type StateLimits = { loadedNodes: number; openStorages: number }

const defaultLimits: StateLimits = { loadedNodes: 400_000, openStorages: 4_096 }
const maxKeyCache = 200_000
const emptyRootBytes = decodeHex(emptyRoot)

/**
 * The account trie and the storage tries of one chain of states. Decoded nodes live on from block to block; a block is
 * applied at once, so each changed node is hashed once. Addresses and slots are latin1 strings of their bytes.
 */
export class StateTries {
  #reader: StateReader
  #limits: StateLimits
  #accounts: Trie
  #storages = new Map<string, Trie>()
  #keys = new Map<string, string>()

  /** The reader has to show what was applied before as soon as something more is applied or read. */
  constructor(reader: StateReader, limits: StateLimits = defaultLimits) {
    this.#reader = reader
    this.#limits = limits
    this.#accounts = new Trie(rootOf(decodeHex(reader.root)), (path) => reader.node(`A${path}`))
  }

  account(address: string): AccountLeaf | undefined {
    const bytes = this.#accounts.get(this.#key(address))
    return bytes && decodeAccount(bytes)
  }

  /** The value without leading zeros; empty for zero. */
  slot(address: string, key: string): Uint8Array {
    const storage = this.#storage(address)
    const bytes = storage?.get(this.#key(key))
    return bytes === undefined ? emptyBytes : decodeString(bytes)
  }

  code(hash: Hex): Uint8Array | undefined {
    return this.#reader.code(hash)
  }

  /** Every slot of an account as [keccak(slot), value]; for tools and tests, it walks the whole trie. */
  *slots(address: string): Generator<[string, Uint8Array]> {
    for (const [key, value] of this.#storage(address)?.entries() ?? []) yield [key, decodeString(value)]
  }

  /** Applies the changes of a block. Returns the new root, and what storage has to keep. */
  apply(changes: Iterable<readonly [address: string, change: AccountChange]>): {
    root: Hex
    nodes: StateDiff['nodes']
  } {
    const nodes: StateDiff['nodes'] = new Map()
    for (const [address, change] of changes) this.#applyAccount(address, change, nodes)
    const root = this.#accounts.commit((path, bytes) => nodes.set(`A${path}`, bytes))
    this.#trim()
    return { root: root ? encodeHex(root) : emptyRoot, nodes }
  }

  /** Returns proof nodes for an account and for slots in its storage. */
  prove(address: string, keys: readonly string[]): { account: Uint8Array[]; slots: Uint8Array[][] } {
    const storage = this.#storage(address)
    return {
      account: this.#accounts.prove(this.#key(address)),
      slots: keys.map((key) => storage?.prove(this.#key(key)) ?? []),
    }
  }

  #applyAccount(address: string, change: AccountChange, nodes: StateDiff['nodes']): void {
    const key = this.#key(address)
    if (change.cleared || change.account === undefined) this.#wipe(address, nodes)
    if (change.account === undefined) {
      this.#accounts.delete(key)
      return
    }
    const storageRoot = this.#applySlots(address, change, nodes)
    this.#accounts.put(key, encodeAccount({ ...change.account, storageRoot }))
  }

  #applySlots(address: string, change: AccountChange, nodes: StateDiff['nodes']): Uint8Array {
    let storage: Trie | undefined
    for (const [slot, value] of change.slots) {
      storage ??= this.#storage(address, true)
      if (value.length === 0) storage!.delete(this.#key(slot))
      else storage!.put(this.#key(slot), encodeString(value))
    }
    if (storage) return storage.commit((path, bytes) => nodes.set(`S${address}${path}`, bytes)) ?? emptyRootBytes
    if (change.cleared) return emptyRootBytes
    const leaf = this.#accounts.get(this.#key(address))
    return leaf ? storageRootOf(leaf) : emptyRootBytes
  }

  #wipe(address: string, nodes: StateDiff['nodes']): void {
    for (const path of this.#storage(address)?.paths() ?? []) nodes.set(`S${address}${path}`, undefined)
    this.#storages.set(address, this.#openStorage(address, undefined))
  }

  #storage(address: string, create = false): Trie | undefined {
    const open = this.#storages.get(address)
    if (open) return open
    const root = rootOf(this.account(address)?.storageRoot)
    if (root === undefined && !create) return undefined
    const storage = this.#openStorage(address, root)
    this.#storages.set(address, storage)
    return storage
  }

  #openStorage(address: string, root: Uint8Array | undefined): Trie {
    return new Trie(root, (path) => this.#reader.node(`S${address}${path}`))
  }

  #key(latin1: string): string {
    let key = this.#keys.get(latin1)
    if (key === undefined) {
      if (this.#keys.size >= maxKeyCache) this.#keys.clear()
      key = encodeNibbles(keccak256(fromLatin1(latin1)))
      this.#keys.set(latin1, key)
    }
    return key
  }

  #trim(): void {
    const { loadedNodes, openStorages } = this.#limits
    if (this.#storages.size > openStorages) this.#storages.clear()
    const tries = [this.#accounts, ...this.#storages.values()]
    if (tries.reduce((sum, { loaded }) => sum + loaded, 0) <= loadedNodes) return
    for (const trie of tries) trie.trim()
  }
}

export const emptyBytes: Uint8Array = new Uint8Array(0)

/** Returns one char per byte. */
export function toLatin1(bytes: Uint8Array): string {
  return String.fromCharCode.apply(null, bytes as unknown as number[])
}

/** Returns one byte per char. */
export function fromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

/** Returns the key under which the state keeps an account. */
export function addressKey(address: Address): string {
  return toLatin1(decodeHex(address))
}

/** Returns the address whose account is kept under the key. */
export function addressOf(key: string): Address {
  return encodeHex(fromLatin1(key))
}

function encodeAccount({ nonce, balance, storageRoot, codeHash }: AccountLeaf): Uint8Array {
  return encodeRlp([encodeScalar(nonce), encodeScalar(balance), storageRoot, codeHash])
}

function decodeAccount(bytes: Uint8Array): AccountLeaf {
  const [nonce, balance, storageRoot, codeHash] = decodeRlp(bytes) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  return { nonce: decodeWord(nonce), balance: decodeWord(balance), storageRoot, codeHash }
}

/** The two hashes are what an account ends with, each behind a byte for its length. */
function storageRootOf(account: Uint8Array): Uint8Array {
  return account.slice(-65, -33)
}

function rootOf(root: Uint8Array | undefined): Uint8Array | undefined {
  return root === undefined || encodeHex(root) === emptyRoot ? undefined : root
}
