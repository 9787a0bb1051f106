import * as z from 'zod'
import type { Address, Hex } from '../bytes/hex.ts'

/** A purchase that this browser has made. An index that leaves one out would make it look as if nothing had been bought. */
export type MadePurchase = { id: Hex; buyer: Address; genesisHash: Hex; title: string; price: string; token: Address }

const maxEntries = 200
const hex = (digits: number) =>
  z.custom<Hex>((value) => typeof value === 'string' && new RegExp(`^0x[0-9a-f]{${digits}}$`).test(value))
const entrySchema = z.strictObject({
  ...{ id: hex(64), buyer: hex(40), genesisHash: hex(64), title: z.string().max(400) },
  ...{ price: z.string().regex(/^\d{1,78}$/), token: hex(40) },
})

/** Returns the purchases in the text, newest first; a damaged text counts as none. */
export function parsePurchaseLog(text: string | null): readonly MadePurchase[] {
  try {
    return z
      .array(entrySchema)
      .max(maxEntries)
      .parse(JSON.parse(text ?? '[]'))
  } catch {
    return []
  }
}

/** Returns the log with the purchase on top, without the oldest where it is full. */
export function addPurchase(log: readonly MadePurchase[], made: MadePurchase): readonly MadePurchase[] {
  return [made, ...log.filter(({ id }) => id !== made.id)].slice(0, maxEntries)
}

/** Returns the purchases of a buyer on a chain that a list leaves out. */
export function findLeftOut(
  log: readonly MadePurchase[],
  { buyer, genesisHash, listed }: { buyer: Address; genesisHash: Hex; listed: ReadonlySet<string> },
): readonly MadePurchase[] {
  return log.filter(
    (one) => one.buyer === buyer.toLowerCase() && one.genesisHash === genesisHash && !listed.has(one.id),
  )
}
