import type { Hex } from '../bytes/hex.ts'

export type BlockId = { number: number } | { hash: Hex }

/** Returns the block number or hash that the text names, or undefined where it names none. */
export function parseBlockId(text: string): BlockId | undefined {
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) return { hash: text.toLowerCase() as Hex }
  return /^\d{1,15}$/.test(text) ? { number: Number(text) } : undefined
}
