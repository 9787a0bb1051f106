import type { Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import { readCount, readHash, readObject } from './answers.ts'
import type { LightAnchor } from './LightAnchor.ts'

/*
 * Seals cost nothing to make. What keeps producers from signing a second history is the bond that answers for it, and who
 * has left takes it back after Election's UNBOND. So trust may be handed on from a block only while those who sealed it
 * still answer: after that, seals show what the keys say, no longer what their owners dare to say. Nothing a server can
 * send tells the two histories apart; a person can, who has the hash of a newer block from elsewhere.
 */

/** Trust was handed on from a block that was too old for it; `ageSeconds` is how old it was then. Plain data. */
export type Lapse = { number: number; hash: Hex; timestamp: number; ageSeconds: number; limitSeconds: number }

export type AgedBlock = Pick<Lapse, 'number' | 'hash' | 'timestamp'>

/** Returns how far trust in a block of that age had lapsed, or undefined while it holds. */
export function findLapse(
  anchor: LightAnchor,
  { number, hash, timestamp }: AgedBlock,
  nowMs: number,
): Lapse | undefined {
  // Where anybody may move the clock, and has the keys, age says nothing.
  if (anchor.movableClock) return undefined
  const ageSeconds = Math.floor(nowMs / 1_000) - timestamp
  const { trustSeconds: limitSeconds } = anchor
  return ageSeconds > limitSeconds ? { number, hash, timestamp, ageSeconds, limitSeconds } : undefined
}

/** Returns the lapse in the JSON; throws on anything else. */
export function parseLapse(value: unknown): Lapse {
  const lapse = readObject(value, 'lapse')
  return {
    number: readCount(lapse.number, 'number'),
    hash: readHash(lapse.hash, 'hash'),
    timestamp: readCount(lapse.timestamp, 'timestamp'),
    ageSeconds: readCount(lapse.ageSeconds, 'ageSeconds'),
    limitSeconds: readCount(lapse.limitSeconds, 'limitSeconds'),
  }
}

/** How long producers are held to what they sealed on a chain of ours: two thirds of UNBOND; the rest is for reporting. */
export const usualTrustSeconds = 2 * 86_400

/** Throws where what was known at that time is too old to hand on trust. */
export function requireYoung(checkpoint: { timestamp: number; nowMs: number; limitSeconds: number }): void {
  const { timestamp, nowMs, limitSeconds } = checkpoint
  const ageSeconds = Math.floor(nowMs / 1_000) - timestamp
  if (ageSeconds > limitSeconds) throw new OldCheckpointError({ ageSeconds, limitSeconds })
}

export class OldCheckpointError extends BaseError {
  override readonly name = 'Light.OldCheckpointError'
  readonly ageSeconds: number
  readonly limitSeconds: number
  constructor({ ageSeconds, limitSeconds }: Pick<Lapse, 'ageSeconds' | 'limitSeconds'>) {
    super(`Expected a checkpoint of at most ${limitSeconds} seconds ago, found one of ${ageSeconds} seconds ago.`, {
      metaMessages: [
        'Producers who left since may have taken their bonds, and could sign another history. Take a newer checkpoint.',
      ],
    })
    this.ageSeconds = ageSeconds
    this.limitSeconds = limitSeconds
  }
}
