/** Nibble strings: one char 0-15 per nibble. Strings compare, slice and key a Map faster than arrays of bytes. */

/** Returns the nibbles of the bytes, high nibble first. */
export function encodeNibbles(bytes: Uint8Array): string {
  const nibbles = new Array<number>(2 * bytes.length)
  for (let i = 0; i < bytes.length; i++) {
    nibbles[2 * i] = bytes[i]! >> 4
    nibbles[2 * i + 1] = bytes[i]! & 15
  }
  return String.fromCharCode.apply(null, nibbles)
}

/** Returns how many nibbles `a` and `b` have in common, `b` counted from `start`. */
export function sharedPrefix(a: string, b: string, start: number): number {
  const end = Math.min(a.length, b.length - start)
  let i = 0
  while (i < end && a.charCodeAt(i) === b.charCodeAt(start + i)) i++
  return i
}

/** Returns the hex-prefix encoding of a path: a flag nibble (leaf, odd) and then the nibbles. */
export function encodePath(nibbles: string, isLeaf: boolean): Uint8Array {
  const odd = nibbles.length & 1
  const bytes = new Uint8Array((nibbles.length >> 1) + 1)
  bytes[0] = ((isLeaf ? 2 : 0) + odd) << 4
  if (odd) bytes[0] |= nibbles.charCodeAt(0)
  for (let i = odd, at = 1; i < nibbles.length; i += 2, at++) {
    bytes[at] = (nibbles.charCodeAt(i) << 4) | nibbles.charCodeAt(i + 1)
  }
  return bytes
}

/** Returns the path and the leaf flag of a hex-prefix encoding. */
export function decodePath(bytes: Uint8Array): { nibbles: string; isLeaf: boolean } {
  const flag = bytes[0]! >> 4
  const nibbles = encodeNibbles(bytes)
  return { nibbles: nibbles.slice(flag & 1 ? 1 : 2), isLeaf: flag >= 2 }
}
