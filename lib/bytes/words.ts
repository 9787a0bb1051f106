/* 256-bit words as bigints, and back to bytes, eight at a time. */

/** Returns the word at that place. */
export function readWord(view: DataView, at: number): bigint {
  const low = (view.getBigUint64(at + 16) << 64n) | view.getBigUint64(at + 24)
  const high = (view.getBigUint64(at) << 64n) | view.getBigUint64(at + 8)
  return high === 0n ? low : (high << 128n) | low
}

/** Writes the word to that place. */
export function writeWord(view: DataView, at: number, value: bigint): void {
  // Each call keeps the lower 64 bits.
  view.setBigUint64(at + 24, value)
  const rest = value >> 64n
  view.setBigUint64(at + 16, rest)
  view.setBigUint64(at + 8, rest >> 64n)
  view.setBigUint64(at, rest >> 128n)
}

/* A view costs more than the word that it is for, so all words pass through this one. No call counts on what another left in it. */
const scratch = new Uint8Array(32)
const scratchView = new DataView(scratch.buffer)

/** Returns the 32 bytes of the word. */
export function encodeWord(value: bigint): Uint8Array {
  writeWord(scratchView, 0, value)
  return scratch.slice()
}

/** Returns the 32 bytes of the word, one char each. */
export function wordToLatin1(value: bigint): string {
  writeWord(scratchView, 0, value)
  return String.fromCharCode.apply(null, scratch as unknown as number[])
}

/** Returns the word that at most 32 bytes make. */
export function decodeWord(bytes: Uint8Array): bigint {
  if (bytes.length <= 6) {
    let value = 0
    for (const byte of bytes) value = value * 256 + byte
    return BigInt(value)
  }
  scratch.fill(0, 0, 32 - bytes.length)
  scratch.set(bytes, 32 - bytes.length)
  return readWord(scratchView, 0)
}
