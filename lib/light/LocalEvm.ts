import type { StateManagerInterface } from '@ethereumjs/common'
import type { Address, Hex } from '../bytes/hex.ts'
import type { Header } from '../chain/Header.ts'

/*
 * The virtual machine that runs calls here. It weighs more than all else together and stands in another module (engine),
 * so whoever joins the two hands in how to load it, and it is loaded with the first call.
 */
export type LocalEvm = {
  /** Returns what a call in the block does; rejects when the message could not be sent at all. */
  call(question: EvmQuestion): Promise<EvmOutcome>
}

export type EvmQuestion = {
  chainId: number
  header: Header
  state: StateManagerInterface
  blockHash(number: number): Promise<Uint8Array | undefined>
  gasCap: bigint
  request: EvmRequest
  overrides?: ReadonlyMap<Address, EvmOverride> | undefined
}

export type EvmOutcome = {
  returnData: Uint8Array
  gasUsed: bigint
  failure: { kind: 'reverted' | 'failed'; reason: string } | undefined
}

export type EvmRequest = {
  from?: Address | undefined
  to?: Address | undefined
  gas?: bigint | undefined
  gasPrice?: bigint | undefined
  maxFeePerGas?: bigint | undefined
  maxPriorityFeePerGas?: bigint | undefined
  value?: bigint | undefined
  nonce?: bigint | undefined
  data?: Uint8Array | undefined
  accessList?: readonly { address: Address; storageKeys: readonly Hex[] }[] | undefined
}

export type EvmOverride = {
  nonce?: bigint | undefined
  balance?: bigint | undefined
  code?: Uint8Array | undefined
  state?: readonly (readonly [key: Hex, value: Hex])[] | undefined
  stateDiff?: readonly (readonly [key: Hex, value: Hex])[] | undefined
}
