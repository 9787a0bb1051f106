import type { Address, Hex } from '../bytes/hex.ts'

/** What the frame knows of a block without opening it. */
export type BlockSummary = {
  number: number
  hash: Hex
  parentHash: Hex
  producer: Address
  /** Seconds, as the chain counts. */
  timestamp: number
  transactionCount: number
  gasUsed: bigint
  gasLimit: bigint
  /** Producer signatures in the header; undefined where the chain carries none. */
  seals: number | undefined
}

export type ChainIdentity = { chainId: number; genesisHash: Hex }

/** The state of the link to the node; a value is present only where the node gave one. */
export type HeadState =
  | { status: 'connecting' }
  | {
      status: 'live'
      head: BlockSummary
      /** Newest first, the head included. */
      recent: readonly BlockSummary[]
      /** Clock of this machine when the head arrived. */
      arrivedAtMs: number
      via: 'websocket' | 'http'
      identity: ChainIdentity
      /** Size of the elected set; undefined where the node does not say. */
      producers: number | undefined
      rpcUrl: string
    }
  | { status: 'down'; rpcUrl: string | undefined; reason: string; last: BlockSummary | undefined }
  | { status: 'wrong-network'; rpcUrl: string; expected: Partial<ChainIdentity>; found: ChainIdentity }
