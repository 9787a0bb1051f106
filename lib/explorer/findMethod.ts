import { type AbiFunction, decodeFunctionData, toFunctionSelector } from 'viem'
import type { Hex } from '../bytes/hex.ts'
import { findSystemContract, type SystemInterface } from './systemInterfaces.ts'

const selectorLength = 10

/** Returns the function of a system contract that a call names, or null where it is none. */
export function findMethod(to: string, input: Hex): string | null {
  const contract = findSystemContract(to)
  const method = contract && selectorsOf(contract).get(input.slice(0, selectorLength).toLowerCase())
  if (!method) return null
  try {
    return decodeFunctionData({ abi: [method], data: input }).functionName
  } catch {
    return null
  }
}

const known = new WeakMap<SystemInterface['abi'], ReadonlyMap<string, AbiFunction>>()

/** Hashing the signatures of a contract is what finding a function costs, so it is done once. */
function selectorsOf({ abi }: Pick<SystemInterface, 'abi'>): ReadonlyMap<string, AbiFunction> {
  const found = known.get(abi)
  if (found) return found
  const functions = abi.filter((item): item is AbiFunction => item.type === 'function')
  const made = new Map(functions.map((item) => [toFunctionSelector(item), item]))
  known.set(abi, made)
  return made
}
