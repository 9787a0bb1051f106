import { randomBytes } from 'node:crypto'
import { encodeHex, type Hex } from '../../../lib/bytes/hex.ts'

/** Returns an id that nobody can guess, for a subscription or a filter. */
export function randomId(): Hex {
  return encodeHex(randomBytes(16))
}
