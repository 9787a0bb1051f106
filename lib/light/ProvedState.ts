import type { AccountFields, StateManagerInterface } from '@ethereumjs/common'
import { Account, type Address as EvmAddress, KECCAK256_NULL } from '@ethereumjs/util'
import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { BaseError } from '../errors.ts'
import type { ProvedAccount } from './verifyProof.ts'

/** Where the state comes from: each value proved before it is given. */
export type ProvedReads = {
  account(address: Address): Promise<ProvedAccount>
  slot(address: Address, key: Hex): Promise<Hex>
  code(account: ProvedAccount): Promise<Uint8Array>
}

type Fields = { nonce: bigint; balance: bigint; codeHash: Uint8Array; storageRoot: Uint8Array }

/**
 * State for one call: what the virtual machine has not changed is proved when it is first looked at; what it changes
 * lies over that and is undone from a log when a call reverts. Thrown away afterwards.
 */
export class ProvedState implements StateManagerInterface {
  #reads: ProvedReads
  #accounts = new Map<Address, Fields | undefined>()
  #codes = new Map<string, Uint8Array>()
  #slots = new Map<string, Uint8Array>()
  #cleared = new Set<Address>()
  #undo: (() => void)[] = []
  #marks: number[] = []
  readonly originalStorageCache: StateManagerInterface['originalStorageCache']

  constructor(reads: ProvedReads) {
    this.#reads = reads
    // The transaction begins with what is proved, and with what the caller pretended before it began.
    const originals = new Map<string, Uint8Array>()
    this.originalStorageCache = {
      get: async (address, key) => {
        const place = slotKey(idOf(address), key)
        const value = originals.get(place) ?? (await this.getStorage(address, key))
        originals.set(place, value)
        return value
      },
      clear: () => originals.clear(),
    }
  }

  async getAccount(address: EvmAddress): Promise<Account | undefined> {
    const fields = await this.#fields(idOf(address))
    return fields && new Account(fields.nonce, fields.balance, fields.storageRoot, fields.codeHash)
  }

  async putAccount(address: EvmAddress, account?: Account): Promise<void> {
    if (account === undefined) return this.deleteAccount(address)
    const { nonce, balance, storageRoot, codeHash } = account
    await this.#set(idOf(address), { nonce, balance, storageRoot, codeHash })
  }

  async deleteAccount(address: EvmAddress): Promise<void> {
    await this.clearStorage(address)
    await this.#set(idOf(address), undefined)
  }

  async modifyAccountFields(address: EvmAddress, fields: AccountFields): Promise<void> {
    await this.putAccount(address, Object.assign((await this.getAccount(address)) ?? new Account(), fields))
  }

  async putCode(address: EvmAddress, value: Uint8Array): Promise<void> {
    const codeHash = value.length === 0 ? KECCAK256_NULL : keccak256(value)
    this.#codes.set(encodeHex(codeHash), value)
    await this.modifyAccountFields(address, { codeHash })
  }

  async getCode(address: EvmAddress): Promise<Uint8Array> {
    const fields = await this.#fields(idOf(address))
    if (fields === undefined) return new Uint8Array()
    const hash = encodeHex(fields.codeHash)
    const known = this.#codes.get(hash)
    if (known) return known
    const code = await this.#reads.code(await this.#reads.account(idOf(address)))
    this.#codes.set(hash, code)
    return code
  }

  async getCodeSize(address: EvmAddress): Promise<number> {
    return (await this.getCode(address)).length
  }

  async getStorage(address: EvmAddress, key: Uint8Array): Promise<Uint8Array> {
    const owner = idOf(address)
    const place = slotKey(owner, key)
    const known = this.#slots.get(place)
    if (known) return known
    if (this.#cleared.has(owner)) return new Uint8Array()
    const value = withoutLeadingZeros(decodeHex(await this.#reads.slot(owner, encodeHex(key))))
    this.#slots.set(place, value)
    return value
  }

  async putStorage(address: EvmAddress, key: Uint8Array, value: Uint8Array): Promise<void> {
    const before = await this.getStorage(address, key)
    const place = slotKey(idOf(address), key)
    this.#slots.set(place, withoutLeadingZeros(value))
    this.#undo.push(() => this.#slots.set(place, before))
  }

  async clearStorage(address: EvmAddress): Promise<void> {
    const owner = idOf(address)
    const wasCleared = this.#cleared.has(owner)
    const before = [...this.#slots].filter(([place]) => place.startsWith(owner))
    this.#cleared.add(owner)
    for (const [place] of before) this.#slots.delete(place)
    this.#undo.push(() => {
      for (const place of this.#slots.keys()) if (place.startsWith(owner)) this.#slots.delete(place)
      for (const [place, value] of before) this.#slots.set(place, value)
      if (!wasCleared) this.#cleared.delete(owner)
    })
  }

  async checkpoint(): Promise<void> {
    this.#marks.push(this.#undo.length)
  }

  async commit(): Promise<void> {
    this.#marks.pop()
  }

  async revert(): Promise<void> {
    const mark = this.#marks.pop() ?? 0
    while (this.#undo.length > mark) this.#undo.pop()!()
  }

  clearCaches(): void {
    this.originalStorageCache.clear()
  }

  shallowCopy(): ProvedState {
    return new ProvedState(this.#reads)
  }

  getStateRoot = refuseRoot
  setStateRoot = refuseRoot
  hasStateRoot = refuseRoot

  async #fields(owner: Address): Promise<Fields | undefined> {
    if (this.#accounts.has(owner)) return this.#accounts.get(owner)
    const { exists, nonce, balance, codeHash, storageHash } = await this.#reads.account(owner)
    const fields = exists
      ? { nonce, balance, codeHash: decodeHex(codeHash), storageRoot: decodeHex(storageHash) }
      : undefined
    this.#accounts.set(owner, fields)
    return fields
  }

  async #set(owner: Address, fields: Fields | undefined): Promise<void> {
    const before = await this.#fields(owner)
    this.#accounts.set(owner, fields)
    this.#undo.push(() => this.#accounts.set(owner, before))
  }
}

function idOf(address: EvmAddress): Address {
  return encodeHex(address.bytes)
}

function slotKey(owner: Address, key: Uint8Array): string {
  return owner + encodeHex(key)
}

function withoutLeadingZeros(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0)
  return start < 0 ? new Uint8Array() : bytes.subarray(start)
}

async function refuseRoot(): Promise<never> {
  throw new NoRootError()
}

export class NoRootError extends BaseError {
  override readonly name = 'Light.NoRootError'
  constructor() {
    super('Expected a call to read and change single values, found that it asks for a whole state.')
  }
}
