import type { Address, Hex } from '../bytes/hex.ts'
import type { Header } from '../chain/Header.ts'
import type { ProducerSet } from './LightAnchor.ts'

/** A block that is known to be final, and why. */
export type LightBlock = {
  header: Header
  hash: Hex
  round: number
  /** Who sealed it, recovered here; empty where a descendant's seals vouch for it. */
  signers: readonly Address[]
  quorum: number
  set: ProducerSet
  /**
   * anchor: the genesis that comes with the app. seals: a quorum of the set of its epoch signed. skip: besides, more than
   * a third of the set trusted before. parent: an ancestor, by hash, of the block `under`.
   */
  link: 'anchor' | 'seals' | 'skip' | 'parent'
  under?: number | undefined
}

/** Two different final blocks of one height: somebody signed twice. Both headers stand as RLP, for Election. */
export type Equivocation = {
  number: number
  first: EquivocationSide
  second: EquivocationSide
  /** Who signed both. */
  culprits: readonly Address[]
  /** Same parent and round: then Election punishes them; QBFT lets a validator sign again in a later round. */
  isPunishable: boolean
}
export type EquivocationSide = { hash: Hex; round: number; header: Hex; signers: readonly Address[] }
