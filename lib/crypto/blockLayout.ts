import { partBytes } from './blake3.ts'

/*
 * How a stored block is laid out: AES-256-GCM over plaintext ‖ zeros up to a multiple of 32 ‖ promise, then the tag. The promise
 * holds 32 bytes for each KiB of plaintext, its sectors: see sealChunk. Nothing stands in front of the plaintext, so
 * part s of the block, in the sense of BLAKE3, begins with sector s.
 */
export const sectorBytes = partBytes
export const hashBytes = 32
export const tagBytes = 16

/** Returns how many sectors that many bytes fill; an empty chunk has one empty sector. */
export function countSectors(length: number): number {
  return Math.max(1, Math.ceil(length / sectorBytes))
}

/** Returns where the promise begins behind that much plaintext. */
export function promiseAt(length: number): number {
  return Math.ceil(length / hashBytes) * hashBytes
}

/** Returns how much is encrypted for that much plaintext. */
export function textBytes(length: number): number {
  return promiseAt(length) + countSectors(length) * hashBytes
}

/** Returns how long the block of that much plaintext is. */
export function blockBytes(length: number): number {
  return textBytes(length) + tagBytes
}
