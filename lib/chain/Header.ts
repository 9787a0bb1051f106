import type { Address, Hex } from '../bytes/hex.ts'

/** A block header of any Ethereum fork; fields that a fork lacks are absent. */
export type Header = {
  parentHash: Hex
  ommersHash: Hex
  miner: Address
  stateRoot: Hex
  transactionsRoot: Hex
  receiptsRoot: Hex
  logsBloom: Hex
  difficulty: bigint
  number: number
  gasLimit: bigint
  gasUsed: bigint
  timestamp: number
  extraData: Hex
  mixHash: Hex
  nonce: Hex
  baseFeePerGas?: bigint | undefined
  withdrawalsRoot?: Hex | undefined
  blobGasUsed?: bigint | undefined
  excessBlobGas?: bigint | undefined
  parentBeaconBlockRoot?: Hex | undefined
  requestsHash?: Hex | undefined
}
