import { type AbiEvent, decodeEventLog } from 'viem'
import type { Address, Hex } from '../bytes/hex.ts'
import { findSystemContract, type SystemContractName } from './systemInterfaces.ts'

export type LogWords = { address: Address; topics: readonly Hex[]; data: Hex }
export type DecodedEvent = {
  contract: SystemContractName
  /** The contract's name in its source. */
  source: string
  name: string
  args: Readonly<Record<string, unknown>>
  /** The inputs in the order of the declaration, for those who show them. */
  inputs: AbiEvent['inputs']
}

/** Returns what a log of a system contract says, or undefined where another contract wrote it or it is none of its events. */
export function decodeEvent({ address, topics, data }: LogWords): DecodedEvent | undefined {
  const contract = findSystemContract(address)
  if (!contract || topics.length === 0) return undefined
  try {
    const { eventName, args } = decodeEventLog({ abi: contract.abi, topics: topics as [Hex, ...Hex[]], data })
    if (eventName === undefined) return undefined
    const inputs = contract.abi.find((item) => item.type === 'event' && item.name === eventName) as AbiEvent
    return {
      contract: contract.name,
      source: contract.source,
      name: eventName,
      args: (args ?? {}) as Record<string, unknown>,
      inputs: inputs.inputs,
    }
  } catch {
    return undefined
  }
}
