import type { Common } from '@ethereumjs/common'
import { recover } from 'tiny-secp256k1'
import { keccak256 } from '../../lib/bytes/keccak256.ts'
import { createQoodCommon } from '../../lib/engine/createQoodCommon.ts'
import { blobProofs } from './blobProofs.ts'

/** Returns the rules of the chain with what Node does faster than plain JavaScript: hashing, recovery, blob proofs. */
export function createNodeCommon(chainId: number): Common {
  return createQoodCommon({ chainId, customCrypto: { keccak256, ecrecover: recoverKey, kzg: blobProofs } })
}

function recoverKey(digest: Uint8Array, v: bigint, r: Uint8Array, s: Uint8Array, chainId?: bigint): Uint8Array {
  const signature = new Uint8Array(64)
  signature.set(r, 32 - r.length)
  signature.set(s, 64 - s.length)
  const recoveryId = Number(v > 1n ? (chainId === undefined ? v - 27n : v - (chainId * 2n + 35n)) : v)
  if (recoveryId !== 0 && recoveryId !== 1) throw new Error('Invalid signature v value')
  const key = recover(digest, signature, recoveryId, false)
  if (!key) throw new Error('Invalid signature')
  return key.subarray(1)
}
