import type { Address, Hex } from '../bytes/hex.ts'

export type Log = { address: Address; topics: readonly Hex[]; data: Hex }

/** What is kept of an executed transaction. Consensus fields first, then what they imply together with the block. */
export type Receipt = {
  type: number
  /** Byzantium and later. */
  status?: 0 | 1 | undefined
  /** Before Byzantium: state root after the transaction. */
  root?: Hex | undefined
  cumulativeGasUsed: bigint
  logsBloom: Hex
  logs: readonly Log[]
  gasUsed: bigint
  effectiveGasPrice: bigint
  contractAddress?: Address | undefined
  blobGasUsed?: bigint | undefined
  blobGasPrice?: bigint | undefined
}
