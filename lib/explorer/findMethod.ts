import { decodeFunctionData } from 'viem'
import type { Hex } from '../bytes/hex.ts'
import { findSystemContract } from './systemInterfaces.ts'

/** Returns the function of a system contract that a call names, or null where it is none. */
export function findMethod(to: string, input: Hex): string | null {
  const contract = findSystemContract(to)
  if (!contract) return null
  try {
    return decodeFunctionData({ abi: contract.abi, data: input }).functionName
  } catch {
    return null
  }
}
