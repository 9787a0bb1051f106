import { createAddressFromString } from '@ethereumjs/util'
import { type Address, decodeHex, encodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { emptyRoot } from '../../lib/chain/trie/Trie.ts'
import { createContext } from '../../lib/engine/buildBlock.ts'
import { createChainVm } from '../../lib/engine/createChainVm.ts'
import type { GenesisAccount } from '../../lib/engine/createGenesis.ts'
import { createMemoryReader } from '../../lib/engine/createMemoryReader.ts'
import { createQoodCommon } from '../../lib/engine/createQoodCommon.ts'
import { State } from '../../lib/engine/State.ts'
import { StateTries } from '../../lib/engine/StateTries.ts'
import { BaseError } from '../../lib/errors.ts'

export type Predeploy = { name: string; address: Address; creationCode: Hex }

/** A call made after the constructors; `timestamp` when it has to have happened before genesis. */
export type SetupCall = { name: string; from: Address; to: Address; data: Hex; timestamp?: number | undefined }

/**
 * Runs the constructors one after the other, each at its fixed address, then the calls, in an engine that is thrown away.
 * Returns code and storage as they have to stand in a genesis file. A constructor sees `deployer` as the sender and block 0.
 */
export async function runConstructors(options: {
  chainId: number
  timestamp: number
  deployer: Address
  predeploys: readonly Predeploy[]
  calls?: readonly SetupCall[]
}): Promise<Record<Address, GenesisAccount>> {
  const common = createQoodCommon({ chainId: options.chainId })
  const state = new State(new StateTries(createMemoryReader(emptyRoot, { nodes: new Map(), codes: new Map() })))
  const written = recordSlots(state)
  const vm = await createChainVm(common, state, () => undefined)
  const zero: Hex = `0x${'00'.repeat(32)}`
  const context = {
    parentHash: zero,
    number: 0,
    timestamp: options.timestamp,
    miner: options.deployer,
    gasLimit: 1_000_000_000n,
  }
  const block = createContext(vm, context)
  for (const { name, address, creationCode } of options.predeploys) {
    const to = createAddressFromString(address)
    // Called where it will stand, the creation code runs with its own address and returns the code to leave there.
    await state.putCode(to, decodeHex(creationCode))
    const caller = createAddressFromString(options.deployer)
    const { execResult } = await vm.evm.runCall({ to, caller, block, gasLimit: 1_000_000_000n })
    if (execResult.exceptionError)
      throw new ConstructorError(name, execResult.exceptionError.error, execResult.returnValue)
    await state.putCode(to, execResult.returnValue)
  }
  for (const { name, from, to, data, timestamp = options.timestamp } of options.calls ?? []) {
    const { execResult } = await vm.evm.runCall({
      to: createAddressFromString(to),
      caller: createAddressFromString(from),
      data: decodeHex(data),
      block: createContext(vm, { ...context, timestamp }),
      gasLimit: 1_000_000_000n,
    })
    if (execResult.exceptionError)
      throw new SetupCallError(name, execResult.exceptionError.error, execResult.returnValue)
  }
  const accounts = options.predeploys.map(
    async ({ address }) => [address, await readAccount(state, address, written)] as const,
  )
  return Object.fromEntries(await Promise.all(accounts))
}

/** Remembers, per address, the slots that were ever written; tries know only their hashes. */
function recordSlots(state: State): Map<string, Set<Hex>> {
  const written = new Map<string, Set<Hex>>()
  const putStorage = state.putStorage.bind(state)
  state.putStorage = async (address, key, value) => {
    const owner = address.toString()
    const slots = written.get(owner) ?? new Set()
    written.set(owner, slots.add(encodeHex(key)))
    await putStorage(address, key, value)
  }
  return written
}

async function readAccount(state: State, address: Address, written: Map<string, Set<Hex>>): Promise<GenesisAccount> {
  const account = createAddressFromString(address)
  const slots = [...(written.get(account.toString()) ?? [])].sort()
  const storage: Record<Hex, Hex> = {}
  for (const slot of slots) {
    const value = await state.getStorage(account, decodeHex(slot))
    if (value.length > 0) storage[slot] = `0x${encodeHex(value).slice(2).padStart(64, '0')}`
  }
  return { balance: '0x0', nonce: '0x1', code: encodeHex(await state.getCode(account)), storage }
}

export class ConstructorError extends BaseError {
  override readonly name = 'Genesis.ConstructorError'
  constructor(contract: string, error: string, returned: Uint8Array) {
    super(`Expected the constructor of ${contract} to succeed, found "${error}".`, { details: encodeHex(returned) })
  }
}

export class SetupCallError extends BaseError {
  override readonly name = 'Genesis.SetupCallError'
  constructor(call: string, error: string, returned: Uint8Array) {
    super(`Expected the call "${call}" to succeed, found "${error}".`, { details: encodeHex(returned) })
  }
}
