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

/** How news of the head comes: announced, asked for, or from another tab that follows it. */
export type Via = 'websocket' | 'http' | 'tab'

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
      via: Via
      identity: ChainIdentity
      /** Size of the elected set; undefined where the node does not say. */
      producers: number | undefined
      rpcUrl: string
    }
  | { status: 'down'; rpcUrl: string | undefined; reason: string; last: BlockSummary | undefined }
  /** The node answers, but what it says does not stand; `reason` is the name of the error. */
  | { status: 'refused'; rpcUrl: string; reason: string; message: string; last: BlockSummary | undefined }
  /** The chain was begun anew: by its producers (history), or this app belongs to another one than before (anchor). */
  | { status: 'reset'; rpcUrl: string; change: 'history' | 'anchor'; expected: Hex; found: Hex }
  | { status: 'wrong-network'; rpcUrl: string; expected: Partial<ChainIdentity>; found: ChainIdentity }
