import { encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { encodeHeader } from './encodeHeader.ts'
import { decodeExtraData, encodeExtraData } from './extraData.ts'
import type { Header } from './Header.ts'

/*
 * A QBFT header has two hashes. The block hash leaves out round and seals, so that all nodes agree on it whatever seals
 * they collected; the digest that is sealed leaves out the seals only, so that a seal counts in its round alone. At
 * round 0 the two are equal.
 */

/** Returns keccak256 of the header as it stands: the block hash on chains that do not seal in extraData. */
export function hashHeader(header: Header): Hex {
  return encodeHex(keccak256(encodeHeader(header)))
}

/** Returns the block hash of a QBFT header; the genesis is hashed as it stands. */
export function hashQbftHeader(header: Header): Hex {
  return header.number === 0 ? hashHeader(header) : hashHeader(withSeals(header, { round: 0, seals: [] }))
}

/** Returns the digest that the validators of a QBFT header sign. */
export function hashSealDigest(header: Header): Hex {
  return hashHeader(withSeals(header, { seals: [] }))
}

/** Returns the header with the seals, and the round if given, in place of those in its extraData. */
export function withSeals(header: Header, sealing: { round?: number; seals: readonly Hex[] }): Header {
  return { ...header, extraData: encodeExtraData({ ...decodeExtraData(header.extraData), ...sealing }) }
}
