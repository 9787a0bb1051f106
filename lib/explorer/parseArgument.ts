import { type AbiParameter, encodeAbiParameters } from 'viem'
import { BaseError } from '../errors.ts'

/** Returns the value of a parameter from what a person typed; throws with what was expected. Lists and structs are JSON. */
export function parseArgument(parameter: AbiParameter, text: string): unknown {
  const value = readText(parameter, text)
  try {
    encodeAbiParameters([parameter], [value])
  } catch {
    throw new InvalidArgumentError(parameter, text)
  }
  return value
}

function readText(parameter: AbiParameter, text: string): unknown {
  const { type } = parameter
  const word = text.trim()
  if (type === 'string') return text
  if (type.endsWith(']') || type.startsWith('tuple')) return fromJson(parameter, parseJson(parameter, word))
  return fromWord(parameter, word)
}

function fromWord(parameter: AbiParameter, word: string): unknown {
  const { type } = parameter
  if (/^u?int/.test(type)) {
    if (!/^-?(\d+|0x[0-9a-fA-F]+)$/.test(word)) throw new InvalidArgumentError(parameter, word)
    // viem wants small integers as numbers.
    return Number(/\d+/.exec(type)?.[0] ?? 256) <= 48 ? Number(word) : BigInt(word)
  }
  if (type === 'bool') {
    if (word !== 'true' && word !== 'false') throw new InvalidArgumentError(parameter, word)
    return word === 'true'
  }
  return word
}

function parseJson(parameter: AbiParameter, text: string): unknown {
  try {
    // Whole numbers beyond 2^53 would lose digits: they are read as text.
    return JSON.parse(text.replace(/(?<=[[:,\s]|^)(-?\d{16,})(?=[\],}\s]|$)/g, '"$1"'))
  } catch {
    throw new InvalidArgumentError(parameter, text)
  }
}

function fromJson(parameter: AbiParameter, value: unknown): unknown {
  const list = /^(.*)\[\d*\]$/.exec(parameter.type)
  if (list) {
    if (!Array.isArray(value)) throw new InvalidArgumentError(parameter, JSON.stringify(value))
    const item = { ...parameter, type: list[1]! } as AbiParameter
    return value.map((one) => fromJson(item, one))
  }
  if (parameter.type === 'tuple' && 'components' in parameter) {
    const given = (value ?? {}) as Record<string, unknown>
    return Object.fromEntries(parameter.components.map((part) => [part.name, fromJson(part, given[part.name ?? ''])]))
  }
  if (parameter.type === 'string') return String(value ?? '')
  return fromWord(parameter, String(value ?? ''))
}

export class InvalidArgumentError extends BaseError {
  override readonly name = 'Explorer.InvalidArgumentError'
  constructor({ name, type }: AbiParameter, found: string) {
    super(`Expected ${name || 'the value'} to be ${type}, found "${found.slice(0, 60)}".`)
  }
}
