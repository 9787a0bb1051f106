import { secp256k1 } from '@noble/curves/secp256k1.js'
import { encodeHex, type Hex } from '../bytes/hex.ts'
import { type Recover, recoverWithNoble } from './recoverSealers.ts'

/*
 * The same producers seal block after block, mostly in the same order. So the signer is guessed: it is one of those who
 * followed the signer before in earlier headers. A guess is no trust: the signature is held against the guessed key, by the equation
 * that recovery solves, and where it does not hold, the key is recovered as ever. Checking costs half as much as
 * recovering; a sixth once the multiples of a key are tabled, which is done for keys that came up a few times.
 */
const { Point } = secp256k1
const { Fn } = Point

/** Bits of a window of the tables: with 6 a table holds 1,376 points; 8 would hold 4,224 and is no faster. */
const windowBits = 6
/** How often a key must have come up before its table is made. */
const tableAfter = 10
/** Of so many seals at most one pays for a table, so that no block waits for all of them. */
const sealsPerTable = 6
/** The next of the set; the one after it where that one proposed; the first of the set where this one did. */
const guesses = 3
/** More keys than any set has; then everything is forgotten. */
const mostKeys = 256

type Key = {
  bytes: Uint8Array
  point: InstanceType<typeof Point>
  seen: number
  isTabled: boolean
  next: readonly Key[]
}

/** Returns a recovery of keys that remembers who sealed; it gives the same answers as the one that it stands on. */
export function createSealRecovery(recover: Recover = recoverWithNoble): Recover {
  let keys = new Map<Hex, Key>()
  let last: Key | undefined
  let sinceTable = 0

  function learn(bytes: Uint8Array): Key {
    const name = encodeHex(bytes)
    if (keys.size >= mostKeys) keys = new Map()
    const key = keys.get(name) ?? { bytes, point: Point.fromBytes(bytes), seen: 0, isTabled: false, next: [] }
    keys.set(name, key)
    return key
  }

  function take(key: Key): Uint8Array {
    if (last) last.next = [key, ...last.next.filter((other) => other !== key)].slice(0, guesses)
    last = key
    key.seen++
    sinceTable++
    if (!key.isTabled && key.seen >= tableAfter && sinceTable >= sealsPerTable) {
      key.point.precompute(windowBits)
      key.isTabled = true
      sinceTable = 0
    }
    return key.bytes
  }

  return (digest, signature, recoveryId) => {
    const guess = last?.next.find((key) => isSignedBy(key, digest, signature, recoveryId))
    if (guess) return take(guess)
    const bytes = recover(digest, signature, recoveryId)
    return bytes && take(learn(bytes))
  }
}

/** Whether recovery would give this very key: the point that the signature names is the one that its equation gives. */
function isSignedBy({ point }: Key, digest: Uint8Array, signature: Uint8Array, recoveryId: 0 | 1): boolean {
  try {
    const { r, s } = secp256k1.Signature.fromBytes(signature, 'compact')
    const inverse = Fn.inv(s)
    const left = Point.BASE.multiplyUnsafe(Fn.mul(Fn.create(BigInt(encodeHex(digest))), inverse))
    const { x, y } = left.add(point.multiplyUnsafe(Fn.mul(r, inverse))).toAffine()
    return x === r && (y & 1n) === BigInt(recoveryId)
  } catch {
    return false
  }
}
