import type { EVM } from '@ethereumjs/evm'
import { Account, createAddressFromString } from '@ethereumjs/util'
import { type Address, decodeHex, type Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'

export type AccountOverride = {
  nonce?: bigint | undefined
  balance?: bigint | undefined
  code?: Uint8Array | undefined
  /** The whole storage. */
  state?: readonly (readonly [key: Hex, value: Hex])[] | undefined
  /** Single slots of it. */
  stateDiff?: readonly (readonly [key: Hex, value: Hex])[] | undefined
  movePrecompileToAddress?: Address | undefined
}
export type StateOverrides = ReadonlyMap<Address, AccountOverride>

/** Writes the pretended accounts over the state; throws when an override contradicts itself or another. */
export async function applyStateOverrides(evm: EVM, overrides: StateOverrides = new Map()): Promise<void> {
  if (overrides.size === 0) return
  movePrecompiles(evm, overrides)
  await evm.stateManager.checkpoint()
  for (const [address, override] of overrides) await applyOverride(evm, address, override)
  await evm.stateManager.commit()
  evm.stateManager.originalStorageCache.clear()
}

function movePrecompiles(evm: EVM, overrides: StateOverrides): void {
  for (const [address, { movePrecompileToAddress: target }] of overrides) {
    const code = evm.getPrecompile(address)
    if (target !== undefined) {
      if (code === undefined) throw new NotPrecompileError(address)
      if (overrides.has(target)) throw new OverriddenError(target)
      evm.precompiles.set(target.slice(2), code)
    }
    evm.precompiles.delete(address.slice(2))
  }
}

async function applyOverride(evm: EVM, hex: Address, override: AccountOverride): Promise<void> {
  if (override.state !== undefined && override.stateDiff !== undefined) throw new TwoStatesError(hex)
  const { stateManager } = evm
  const slots = override.state ?? override.stateDiff ?? []
  const address = createAddressFromString(hex)
  const account = (await stateManager.getAccount(address)) ?? new Account()
  if (override.nonce !== undefined) account.nonce = override.nonce
  if (override.balance !== undefined) account.balance = override.balance
  // An account with nothing in it does not exist; only storage that is pretended for it makes an exception.
  if (!account.isEmpty() || slots.length > 0) await stateManager.putAccount(address, account)
  if (override.code !== undefined && (override.code.length > 0 || !account.isEmpty()))
    await stateManager.putCode(address, override.code)
  if (override.state !== undefined) await stateManager.clearStorage(address)
  for (const [key, value] of slots) {
    await stateManager.putStorage(address, decodeHex(key), decodeHex(value))
  }
}

export class NotPrecompileError extends BaseError {
  override readonly name = 'Engine.NotPrecompileError'
  constructor(address: Address) {
    super(`account ${address} is not a precompile`)
  }
}

export class OverriddenError extends BaseError {
  override readonly name = 'Engine.OverriddenError'
  constructor(address: Address) {
    super(`account ${address} is already overridden`)
  }
}

export class TwoStatesError extends BaseError {
  override readonly name = 'Engine.TwoStatesError'
  constructor(address: Address) {
    super(`account ${address} has both 'state' and 'stateDiff'`)
  }
}
