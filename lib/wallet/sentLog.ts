import * as z from 'zod'
import type { Address, Hex } from '../bytes/hex.ts'

/** A transaction that this browser has sent. Coins leave no event, so without this list a reload would forget them. */
export type SentEntry = { hash: Hex; from: Address; genesisHash: Hex }

const maxEntries = 100
const entrySchema = z.strictObject({
  hash: z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value)),
  from: z.custom<Address>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value)),
  genesisHash: z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value)),
})

/** Returns the entries in the text, newest first; a damaged text counts as none. */
export function parseSentLog(text: string | null): readonly SentEntry[] {
  try {
    return z
      .array(entrySchema)
      .max(maxEntries)
      .parse(JSON.parse(text ?? '[]'))
  } catch {
    return []
  }
}

/** Returns the log with the entry on top, without the oldest where it is full. */
export function addSent(log: readonly SentEntry[], entry: SentEntry): readonly SentEntry[] {
  return [entry, ...log.filter(({ hash }) => hash !== entry.hash)].slice(0, maxEntries)
}
