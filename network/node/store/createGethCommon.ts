import { type Common, createCommonFromGethGenesis } from '@ethereumjs/common'
import { BaseError } from '../../../lib/errors.ts'

/** Returns, for a geth-style genesis, the rules by block; one object per fork. */
export function createGethCommon(genesis: unknown): (header: { number: number; timestamp: number }) => Common {
  const base = createCommonFromGethGenesis(genesis as never, { chain: 'imported', customCrypto: { kzg } })
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

/**
 * Blob transactions in a chain file come without their blobs, so there is nothing to check against a commitment; the
 * libraries only want to see that somebody could. A contract that calls the point evaluation precompile gets an error.
 */
const unsupported = (): never => {
  throw new BlobProofError()
}
const kzg = {
  computeBlobProof: unsupported,
  computeCells: unsupported,
  computeCellsAndProofs: unsupported,
  blobToKzgCommitment: unsupported,
  verifyProof: unsupported,
  verifyBlobProofBatch: unsupported,
  verifyCellKzgProofBatch: unsupported,
  recoverCellsFromKZG: unsupported,
} as never

export class BlobProofError extends BaseError {
  override readonly name = 'Node.BlobProofError'
  constructor() {
    super('Expected a chain without blob proofs to check; this node does not verify KZG proofs.')
  }
}
