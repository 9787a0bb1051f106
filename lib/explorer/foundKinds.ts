/** What the index can find by a name or a part of one. */
export const foundKinds = [
  'block',
  'transaction',
  'address',
  'stateRoot',
  'transactionsRoot',
  'receiptsRoot',
  'producer',
  'token',
  'contract',
  'vehicle',
  'content',
  'listing',
  'dictionary',
] as const
export type FoundKind = (typeof foundKinds)[number]

/** Returns whether this app knows the kind; a newer index may name others. */
export function isFoundKind(kind: string): kind is FoundKind {
  return (foundKinds as readonly string[]).includes(kind)
}
