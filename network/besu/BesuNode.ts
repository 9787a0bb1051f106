import type { Address } from '../../lib/bytes/hex.ts'

/** One validator of a Besu network: its name in files, its address in the chain, its place in the network. */
export type BesuNode = { name: string; address: Address; enode: string; host: string }
