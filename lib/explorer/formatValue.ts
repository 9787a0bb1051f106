/** Returns what a contract gave as text: whole numbers in decimals, lists and structs as JSON. */
export function formatValue(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part), 2) ?? ''
}
