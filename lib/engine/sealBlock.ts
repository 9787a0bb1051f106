import type { Address, Hex } from '../bytes/hex.ts'
import type { Header } from '../chain/Header.ts'
import { hashSealDigest, withSeals } from '../chain/hashHeader.ts'
import type { Recover } from '../chain/recoverSealers.ts'
import { type VerifiedHeader, verifyHeader } from '../chain/verifyHeader.ts'

export type Sealer = { address: Address; sign(digest: Hex): Hex }

/**
 * Returns the header with a quorum of seals, checked as a stranger would check it: nothing that does not verify
 * leaves this function. The sealers are asked in order until there are enough.
 */
export function sealBlock(options: {
  header: Header
  parent: Header
  validators: readonly Address[]
  sealers: readonly Sealer[]
  quorum: number
  now: number
  recover?: Recover
}): { header: Header } & VerifiedHeader {
  const { sealers, quorum, ...rules } = options
  const digest = hashSealDigest(options.header)
  const header = withSeals(options.header, { seals: sealers.slice(0, quorum).map((sealer) => sealer.sign(digest)) })
  return { header, ...verifyHeader({ ...rules, header, quorum, mode: 'contract' }) }
}
