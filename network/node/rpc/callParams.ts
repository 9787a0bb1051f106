import type { Hex } from '../../../lib/bytes/hex.ts'
import { encodeHex } from '../../../lib/bytes/hex.ts'
import type { BlockOverrides } from '../../../lib/engine/BlockEnvironment.ts'
import type { AccessListItem, Authorization, CallRequest } from '../../../lib/engine/CallRequest.ts'
import type { AccountOverride, StateOverrides } from '../../../lib/engine/stateOverrides.ts'
import {
  decodeAddress,
  decodeBytes,
  decodeHash,
  decodeList,
  decodeObject,
  decodeQuantity,
  decodeStorageKey,
  decodeUint64,
  member,
} from './params.ts'
import { InvalidParamsError } from './RpcError.ts'

const maxItems = 10_000

/** Returns the call object of eth_call and its relatives. */
export function decodeCall(value: unknown, name: string): CallRequest {
  const call = decodeObject(value, name)
  return {
    from: member(call, 'from', decodeAddress),
    to: member(call, 'to', decodeAddress),
    gas: member(call, 'gas', decodeUint64),
    gasPrice: member(call, 'gasPrice', decodeQuantity),
    maxFeePerGas: member(call, 'maxFeePerGas', decodeQuantity),
    maxPriorityFeePerGas: member(call, 'maxPriorityFeePerGas', decodeQuantity),
    maxFeePerBlobGas: member(call, 'maxFeePerBlobGas', decodeQuantity),
    value: member(call, 'value', decodeQuantity),
    nonce: member(call, 'nonce', decodeUint64),
    data: decodeInput(call),
    accessList: member(call, 'accessList', decodeAccessList),
    blobVersionedHashes: member(call, 'blobVersionedHashes', decodeHashes),
    authorizationList: member(call, 'authorizationList', decodeAuthorizations),
  }
}

/** `input` is the name, `data` the old one; both may be there when they agree. */
function decodeInput(call: Record<string, unknown>): Uint8Array | undefined {
  const input = member(call, 'input', decodeBytes)
  const data = member(call, 'data', decodeBytes)
  if (input && data && encodeHex(input) !== encodeHex(data)) {
    throw new InvalidParamsError(
      'both "data" and "input" are set and not equal. Please use "input" to pass transaction call data',
    )
  }
  return input ?? data
}

function decodeHashes(value: unknown, name: string): Hex[] {
  return decodeList(value, name, decodeHash, maxItems)
}

function decodeAccessList(value: unknown, name: string): AccessListItem[] {
  return decodeList(value, name, decodeAccessListItem, maxItems)
}

function decodeAccessListItem(value: unknown, name: string): AccessListItem {
  const item = decodeObject(value, name)
  return {
    address: decodeAddress(item.address, `${name}.address`),
    storageKeys: member(item, 'storageKeys', decodeHashes) ?? [],
  }
}

function decodeAuthorizations(value: unknown, name: string): Authorization[] {
  return decodeList(value, name, decodeAuthorization, maxItems)
}

function decodeAuthorization(value: unknown, name: string): Authorization {
  const item = decodeObject(value, name)
  return {
    chainId: decodeQuantity(item.chainId, `${name}.chainId`),
    address: decodeAddress(item.address, `${name}.address`),
    nonce: decodeUint64(item.nonce, `${name}.nonce`),
    yParity: decodeUint64(item.yParity ?? item.v, `${name}.yParity`),
    r: decodeQuantity(item.r, `${name}.r`),
    s: decodeQuantity(item.s, `${name}.s`),
  }
}

/** Returns the accounts that a call shall pretend. */
export function decodeStateOverrides(value: unknown, name: string): StateOverrides {
  const entries = Object.entries(decodeObject(value, name))
  return new Map(
    entries.map(([address, override]) => [decodeAddress(address, name), decodeOverride(override, address)]),
  )
}

function decodeOverride(value: unknown, name: string): AccountOverride {
  const override = decodeObject(value, `override of ${name}`)
  return {
    nonce: member(override, 'nonce', decodeUint64),
    balance: member(override, 'balance', decodeQuantity),
    code: member(override, 'code', decodeBytes),
    state: member(override, 'state', decodeSlots),
    stateDiff: member(override, 'stateDiff', decodeSlots),
    movePrecompileToAddress: member(override, 'movePrecompileToAddress', decodeAddress),
  }
}

function decodeSlots(value: unknown, name: string): [Hex, Hex][] {
  return Object.entries(decodeObject(value, name)).map(([key, word]) => [
    encodeHex(decodeStorageKey(key, name)),
    decodeHash(word, name),
  ])
}

/** Returns the block that a call shall pretend to be in. */
export function decodeBlockOverrides(value: unknown, name: string): BlockOverrides {
  const overrides = decodeObject(value, name)
  return {
    number: member(overrides, 'number', decodeUint64),
    time: member(overrides, 'time', decodeUint64) ?? member(overrides, 'timestamp', decodeUint64),
    gasLimit: member(overrides, 'gasLimit', decodeUint64),
    feeRecipient: member(overrides, 'feeRecipient', decodeAddress) ?? member(overrides, 'coinbase', decodeAddress),
    prevRandao: member(overrides, 'prevRandao', decodeHash) ?? member(overrides, 'random', decodeHash),
    difficulty: member(overrides, 'difficulty', decodeQuantity),
    baseFeePerGas: member(overrides, 'baseFeePerGas', decodeQuantity) ?? member(overrides, 'baseFee', decodeQuantity),
    blobBaseFee: member(overrides, 'blobBaseFee', decodeQuantity),
    beaconRoot: member(overrides, 'beaconRoot', decodeHash) ?? member(overrides, 'parentBeaconBlockRoot', decodeHash),
  }
}
