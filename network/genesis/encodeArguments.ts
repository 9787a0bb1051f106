import { encodeAbiParameters } from 'viem'
import type { Hex } from '../../lib/bytes/hex.ts'

type ConstructorAbi = readonly { type: string; inputs?: readonly unknown[] }[]

/** Returns what follows the creation code: the arguments of the constructor. */
export function encodeArguments(abi: ConstructorAbi, values: readonly unknown[]): Hex {
  const inputs = abi.find(({ type }) => type === 'constructor')?.inputs ?? []
  return encodeAbiParameters(inputs as never, values as never)
}
