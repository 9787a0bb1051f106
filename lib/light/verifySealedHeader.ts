import { type Address, decodeHex, type Hex } from '../bytes/hex.ts'
import { decodeHeader } from '../chain/encodeHeader.ts'
import { decodeExtraData } from '../chain/extraData.ts'
import { parseHeader } from '../chain/parseHeader.ts'
import { besuQuorum } from '../chain/quorum.ts'
import { type VerifiedHeader, verifyHeader } from '../chain/verifyHeader.ts'
import { BaseError } from '../errors.ts'

export type SealedHeaderClaim = {
  /** A JSON-RPC block, or the RLP of its header as hex. */
  header: unknown
  validators: readonly Address[]
  quorum?: number | undefined
  /** Where the chain keeps its validators; told by the header itself when absent. */
  mode?: 'contract' | 'header' | undefined
}

/** Returns hash, signers and round of a header from anywhere; throws unless a quorum of the validators sealed it. */
export function verifySealedHeader({ header: source, validators, quorum, mode }: SealedHeaderClaim): VerifiedHeader {
  const header = typeof source === 'string' ? decodeHeader(decodeHex(source)) : parseHeader(source)
  const verified = verifyHeader({
    header,
    validators,
    quorum: quorum ?? besuQuorum(validators.length),
    // A header that names validators must name exactly the given ones, so trusting it to tell its mode gives nothing away.
    mode: mode ?? (decodeExtraData(header.extraData).validators.length > 0 ? 'header' : 'contract'),
  })
  const claimed = claimedHash(source)
  if (claimed !== undefined && claimed !== verified.hash) throw new HashMismatchError(verified.hash, claimed)
  return verified
}

function claimedHash(source: unknown): string | undefined {
  const hash = typeof source === 'object' && source !== null && 'hash' in source ? source.hash : undefined
  return hash === undefined || hash === null ? undefined : String(hash).toLowerCase()
}

export class HashMismatchError extends BaseError {
  override readonly name = 'Light.HashMismatchError'
  constructor(hash: Hex, claimed: string) {
    super(`Expected the block to come with its hash ${hash}, found ${claimed.slice(0, 80)}.`)
  }
}
