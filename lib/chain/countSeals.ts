import type { Hex } from '../bytes/hex.ts'
import { decodeExtraData } from './extraData.ts'

/** Returns how many producers signed by the header's own word, or undefined where it carries no QBFT seals. */
export function countSeals(extraData: Hex): number | undefined {
  try {
    return decodeExtraData(extraData).seals.length
  } catch {
    return undefined
  }
}
