import { type Address, decodeHex, type Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import { readAddress, readBytes, readHash, readList, readObject, readQuantity, readSlotKey } from './answers.ts'
import type { EvmOverride, EvmRequest } from './LocalEvm.ts'
import type { LogFilter } from './matchLogs.ts'

/** Readers of the parameters of requests; each throws an error with the code of JSON-RPC that says which one is off. */

export type BlockParam = 'latest' | 'pending' | number | { hash: Hex }

/** Returns what one of the readers makes of a parameter. */
export function readParam<Value>(
  params: readonly unknown[],
  index: number,
  read: (value: unknown, place: string) => Value,
): Value {
  try {
    return read(params[index], `parameter ${index}`)
  } catch (error) {
    throw new InvalidParamsError((error as Error).message)
  }
}

/** Returns which block is meant: a tag, a number, a hash or the object of EIP-1898; the newest where nothing is said. */
export function readBlockParam(value: unknown, place: string): BlockParam {
  if (value === undefined || value === null) return 'latest'
  if (typeof value === 'object') {
    const { blockHash, blockNumber } = readObject(value, place)
    return blockHash === undefined ? readBlockParam(blockNumber, place) : { hash: readHash(blockHash, place) }
  }
  if (value === 'latest' || value === 'safe' || value === 'finalized') return 'latest'
  if (value === 'pending') return 'pending'
  if (value === 'earliest') return 0
  if (typeof value === 'string' && value.length === 66) return { hash: readHash(value, place) }
  const number = Number(readQuantity(value, place))
  if (!Number.isSafeInteger(number)) throw new InvalidParamsError(`Expected ${place} to be a block.`)
  return number
}

/** Returns the list of slots, 32 bytes each. */
export function readSlots(value: unknown, place: string): Hex[] {
  return readList(value ?? [], place, 1_024).map((slot) => readSlotKey(slot, place))
}

/** Returns the call object. */
export function readCall(value: unknown, place: string): EvmRequest {
  const call = readObject(value, place)
  const quantity = (name: string) => optional(call[name], name, readQuantity)
  return {
    from: optional(call.from, 'from', readAddress),
    to: optional(call.to, 'to', readAddress),
    gas: quantity('gas'),
    gasPrice: quantity('gasPrice'),
    maxFeePerGas: quantity('maxFeePerGas'),
    maxPriorityFeePerGas: quantity('maxPriorityFeePerGas'),
    value: quantity('value'),
    nonce: quantity('nonce'),
    data: optional(call.input ?? call.data, 'data', (data, name) => decodeHex(readBytes(data, name))),
    accessList: optional(call.accessList, 'accessList', readAccessList),
  }
}

/** Returns an access list (EIP-2930). */
export function readAccessList(value: unknown, place: string): { address: Address; storageKeys: Hex[] }[] {
  return readList(value, place).map((item) => {
    const { address, storageKeys } = readObject(item, place)
    return { address: readAddress(address, place), storageKeys: readSlots(storageKeys, place) }
  })
}

/** Returns the accounts that a call shall pretend. */
export function readOverrides(value: unknown, place: string): Map<Address, EvmOverride> | undefined {
  if (value === undefined || value === null) return undefined
  const entries = Object.entries(readObject(value, place))
  return new Map(entries.map(([address, override]) => [readAddress(address, place), readOverride(override, place)]))
}

function readOverride(value: unknown, place: string): EvmOverride {
  const { nonce, balance, code, state, stateDiff, ...rest } = readObject(value, place)
  const unknown = Object.keys(rest)[0]
  if (unknown !== undefined) throw new InvalidParamsError(`Expected no override of "${unknown}" in ${place}.`)
  return {
    nonce: optional(nonce, 'nonce', readQuantity),
    balance: optional(balance, 'balance', readQuantity),
    code: optional(code, 'code', (bytes, name) => decodeHex(readBytes(bytes, name))),
    state: optional(state, 'state', readWords),
    stateDiff: optional(stateDiff, 'stateDiff', readWords),
  }
}

function readWords(value: unknown, place: string): [Hex, Hex][] {
  return Object.entries(readObject(value, place)).map(([key, word]) => [readSlotKey(key, place), readHash(word, place)])
}

/** Returns addresses and topics of a log filter. */
export function readLogFilter(value: unknown, place: string): LogFilter {
  const { address, topics } = readObject(value, place)
  const addresses = address === undefined || address === null ? [] : Array.isArray(address) ? address : [address]
  return {
    addresses: addresses.map((item) => readAddress(item, 'address')),
    topics: readList(topics ?? [], 'topics', 4).map(readTopic),
  }
}

function readTopic(value: unknown): Hex[] {
  if (value === null || value === undefined) return []
  if (!Array.isArray(value)) return [readHash(value, 'a topic')]
  return value.includes(null) ? [] : value.map((topic) => readHash(topic, 'a topic'))
}

function optional<Value>(
  value: unknown,
  place: string,
  read: (value: unknown, place: string) => Value,
): Value | undefined {
  return value === undefined || value === null ? undefined : read(value, place)
}

export class InvalidParamsError extends BaseError {
  override readonly name = 'Light.InvalidParamsError'
  readonly code = -32602
}
