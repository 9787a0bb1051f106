import { type Abi, type AbiParameter, getAbiItem } from 'viem'
import type { Hex } from '../bytes/hex.ts'
import type { Field } from './Explanation.ts'
import type { WalletTypedData } from './parseTypedData.ts'

/** Returns the arguments of a decoded call as rows of path, type and value, structures and lists unfolded. */
export function formatArguments(abi: Abi, data: Hex, args: readonly unknown[] | undefined): Field[] {
  const item = getAbiItem({ abi, name: data.slice(0, 10) })
  const inputs = item && 'inputs' in item ? item.inputs : []
  return inputs.flatMap((input, i) => unfold(input.name || String(i), input, args?.[i]))
}

function unfold(path: string, parameter: AbiParameter, value: unknown): Field[] {
  const list = /^(.*)\[\d*\]$/.exec(parameter.type)
  if (list && Array.isArray(value)) {
    const element = { ...parameter, type: list[1]! }
    return value.length === 0
      ? [empty(path, parameter.type)]
      : value.flatMap((v, i) => unfold(`${path}[${i}]`, element, v))
  }
  if ('components' in parameter && typeof value === 'object' && value !== null) {
    return parameter.components.flatMap((part) => unfold(`${path}.${part.name}`, part, Reflect.get(value, part.name!)))
  }
  return [{ path, type: parameter.type, value: String(value) }]
}

/** Returns the signed content of typed data as rows: exactly the fields that the types cover, in their order. */
export function formatTypedData({ types, primaryType, message }: WalletTypedData): Field[] {
  const walk = (path: string, type: string, value: unknown): Field[] => {
    const list = /^(.*)\[\d*\]$/.exec(type)
    if (list && Array.isArray(value)) {
      return value.length === 0 ? [empty(path, type)] : value.flatMap((v, i) => walk(`${path}[${i}]`, list[1]!, v))
    }
    const fields = Object.hasOwn(types, type) ? types[type] : undefined
    if (!fields || typeof value !== 'object' || value === null) return [{ path, type, value: String(value) }]
    const prefix = path === '' ? '' : `${path}.`
    return fields.flatMap((field) => walk(prefix + field.name, field.type, Reflect.get(value, field.name)))
  }
  return walk('', primaryType, message)
}

function empty(path: string, type: string): Field {
  return { path, type, value: '[]' }
}
