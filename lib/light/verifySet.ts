import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { setCommitment } from '../chain/setCommitment.ts'
import { BaseError } from '../errors.ts'
import { formatWord } from './answers.ts'
import type { ProducerSet } from './LightAnchor.ts'

/*
 * Which set seals a block, shown by Election's storage. Slot 0 commits to the newest chosen set, which begins with this
 * epoch or the next; slot 1 maps each epoch to what was committed for it and is never taken back. So a set that seals
 * now is in slot 0, or, when the next one is chosen already, in the map under this very epoch. Only where nobody rotated
 * for a while and then somebody did, the contract's list of its last three sets has to tell which one was before.
 */

/** The contract's newest commitment. */
export const newestSlot: Hex = formatWord(0n)
/** How often it rotated, and the epochs of its last three sets. */
export const historySlots: readonly Hex[] = [11n, 2n, 5n, 8n].map(formatWord)

/** Returns the slot of what was committed for an epoch. */
export function commitmentSlot(epoch: number | bigint): Hex {
  return encodeHex(keccak256(decodeHex(`${formatWord(BigInt(epoch))}${formatWord(1n).slice(2)}`)))
}

export type SetProof = {
  claim: ProducerSet
  /** The epoch of the block that the set is to seal. */
  epoch: number
  /** Proved slots of Election. */
  slots: ReadonlyMap<Hex, Hex>
}

/** Returns whether the slots show that the claimed set seals blocks of the epoch; undefined when history is needed. */
export function isSealingSet({ claim, epoch, slots }: SetProof): boolean | undefined {
  const commitment = setCommitment(claim)
  if (claim.epoch > epoch) return false
  if (slots.get(newestSlot) === commitment) return true
  if (slots.get(commitmentSlot(claim.epoch)) !== commitment) return false
  if (claim.epoch === epoch) return true
  const [rotations, ...epochs] = historySlots.map((slot) => slots.get(slot))
  if (rotations === undefined) return undefined
  const before = epochs[Number((BigInt(rotations) - 1n) % 3n)]
  const newest = epochs[Number(BigInt(rotations) % 3n)]
  return BigInt(newest!) > BigInt(epoch) && BigInt(before!) === BigInt(claim.epoch)
}

export class WrongSetError extends BaseError {
  override readonly name = 'Light.WrongSetError'
  constructor({ claim, epoch }: Pick<SetProof, 'claim' | 'epoch'>) {
    super(
      `Expected the set of epoch ${claim.epoch} with ${claim.validators.length} producers to seal epoch ${epoch}, but Election commits to another.`,
    )
  }
}
