import type { Common } from '@ethereumjs/common'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import type { Header } from '../../lib/chain/Header.ts'
import type { Receipt } from '../../lib/chain/Receipt.ts'
import type { StateReader } from '../../lib/engine/StateReader.ts'

export type Withdrawal = { index: bigint; validatorIndex: bigint; address: Address; amount: bigint }

export type StoredBlock = {
  hash: Hex
  header: Header
  /** Canonical bytes of each transaction (type || RLP for typed ones), and who signed it. */
  transactions: readonly Uint8Array[]
  senders: readonly Address[]
  withdrawals?: readonly Withdrawal[] | undefined
  /** Uncle headers, as RLP each; only on imported proof-of-work chains. */
  ommers: readonly Uint8Array[]
  /** Bytes of the whole block in RLP. */
  size: number
}

/** Read access to one chain. Answers come from committed blocks only; every committed block of a QBFT chain is final. */
export type ChainReader = {
  chainId: number
  /** `qbft`: headers carry seals and hash by the QBFT rule. `plain`: an imported Ethereum chain file. */
  consensus: 'qbft' | 'plain'
  genesisHash: Hex
  /** Hard-fork rules for a block of this chain. */
  commonAt(header: { number: number; timestamp: number }): Common
  head(): number
  /** Lets the reads that follow see all that another thread has committed by now; without it they may lag a moment. */
  refresh(): void
  /** First block whose state is still kept; states from here to the head can be read and proved. */
  oldestState(): number
  header(number: number): Header | undefined
  hash(number: number): Hex | undefined
  block(number: number): StoredBlock | undefined
  numberOf(hash: Hex): number | undefined
  receipts(number: number): readonly Receipt[] | undefined
  locateTransaction(hash: Hex): { number: number; index: number } | undefined
  /** Ascending numbers of blocks in the range that may hold a log of one of the addresses and topics (no false negatives). */
  blocksWithLogs(filter: LogFilter, from: number, to: number): Iterable<number>
  /** The state after that block, or undefined when it was pruned or never existed. */
  state(number: number): StateReader | undefined
}

export type LogFilter = {
  /** Any of these; empty means every address. */
  addresses: readonly Address[]
  /** By position: any of these; an empty list or missing position matches everything. */
  topics: readonly (readonly Hex[])[]
}
