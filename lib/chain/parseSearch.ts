import type { Address, Hex } from '../bytes/hex.ts'

/** What a reader may have typed or pasted to find something on the chain. */
export type SearchTarget =
  | { kind: 'block'; id: string }
  /** 32 bytes name a transaction or a block; only the node can tell. */
  | { kind: 'hash'; id: Hex }
  | { kind: 'address'; id: Address }

/** Returns what the text names, or undefined where it names nothing on a chain. */
export function parseSearch(text: string): SearchTarget | undefined {
  const word = text.trim().replace(/^#/, '')
  if (/^0x[0-9a-fA-F]{64}$/.test(word)) return { kind: 'hash', id: word.toLowerCase() as Hex }
  if (/^0x[0-9a-fA-F]{40}$/.test(word)) return { kind: 'address', id: word as Address }
  const number = word.replace(/(?<=\d)[,_ ](?=\d{3})/g, '')
  if (/^\d{1,15}$/.test(number)) return { kind: 'block', id: String(Number(number)) }
  return undefined
}
