import { type Common, createCommonFromGethGenesis } from '@ethereumjs/common'
import { blobProofs } from '../blobProofs.ts'

/** Returns, for a geth-style genesis, the rules by block; one object per fork. */
export function createGethCommon(genesis: unknown): (header: { number: number; timestamp: number }) => Common {
  const base = createCommonFromGethGenesis(genesis as never, { chain: 'imported', customCrypto: { kzg: blobProofs } })
  const byFork = new Map<string, Common>()
  return ({ number, timestamp }) => {
    const fork = base.getHardforkBy({ blockNumber: BigInt(number), timestamp: BigInt(timestamp) })
    let common = byFork.get(fork)
    if (!common) {
      common = base.copy()
      common.setHardfork(fork)
      byFork.set(fork, common)
    }
    return common
  }
}
