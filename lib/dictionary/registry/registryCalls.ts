import { encodeFunctionData, stringToHex } from 'viem'
import type { Address, Hex } from '../../bytes/hex.ts'
import { systemContracts } from '../../chain/systemContracts.ts'
import { dictionaryRegistryAbi } from '../../contracts/DictionaryRegistry.ts'
import type { Dictionary } from '../dictionarySchema.ts'
import { identifyDictionary } from '../identifyDictionary.ts'
import { parseVersion } from '../version.ts'

export type RegistryCall = { to: Address; data: Hex }

const to = systemContracts.dictionaryRegistry
const abi = dictionaryRegistryAbi

/** Returns the call that proposes a dictionary for publication; its block has to be stored already. */
export function proposeCall(dictionary: Dictionary): RegistryCall {
  const { hash, cid } = identifyDictionary(dictionary)
  const args = [encodeName(dictionary.id), parseVersion(dictionary.version), hash, cid] as const
  return { to, data: encodeFunctionData({ abi, functionName: 'propose', args }) }
}

/** Returns the call that proposes to deprecate a release, with the one to use instead, if any, and the reason. */
export function deprecateCall(release: number, replacement: number | undefined, reasonCid: string): RegistryCall {
  const args = [release, replacement ?? 0, reasonCid] as const
  return { to, data: encodeFunctionData({ abi, functionName: 'proposeDeprecation', args }) }
}

/** Returns the call that reviews a proposal. */
export function reviewCall(proposal: number, isApproved: boolean, reviewCid: string): RegistryCall {
  return {
    to,
    data: encodeFunctionData({ abi, functionName: 'review', args: [BigInt(proposal), isApproved, reviewCid] }),
  }
}

/** Returns the call that votes on a proposal. */
export function voteCall(proposal: number, isYes: boolean): RegistryCall {
  return { to, data: encodeFunctionData({ abi, functionName: 'vote', args: [BigInt(proposal), isYes] }) }
}

/** Returns the call that counts the votes and publishes or rejects. */
export function concludeCall(proposal: number): RegistryCall {
  return { to, data: encodeFunctionData({ abi, functionName: 'conclude', args: [BigInt(proposal)] }) }
}

/** Returns the 32 bytes of a name. */
export function encodeName(id: string): Hex {
  return stringToHex(id, { size: 32 })
}
