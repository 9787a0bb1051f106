import type { Hex } from '../bytes/hex.ts'

/** The ends of a hash or an address of which the middle was left out, as pages shorten them; or its beginning alone. */
export type HexPart = {
  head: Hex
  tail: string
  /** Whether the beginning says so little that the end would have to be looked for everywhere. */
  isTooShort: boolean
}

export const leastHeadDigits = 4

/** Returns what part of a hash or an address the text may be, such as 0x12ab or 0x12ab…34cd; undefined where it is none. */
export function parseHexPart(text: string): HexPart | undefined {
  const [, prefix, digits, tail] =
    /^(0x)?([0-9a-f]*)(?:…|\.\.\.|\*)?([0-9a-f]*)$/.exec(text.trim().replace(/^#/, '').toLowerCase()) ?? []
  if (digits === undefined || tail === undefined) return undefined
  if (prefix === undefined && digits.length < leastHeadDigits) return undefined
  return { head: `0x${digits}`, tail, isTooShort: tail !== '' && digits.length < leastHeadDigits }
}
