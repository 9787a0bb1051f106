import type { Address, Hex } from '../bytes/hex.ts'

export type Transfer = { hash: Hex; logIndex: number; blockNumber: number; from: Address; to: Address; value: bigint }
