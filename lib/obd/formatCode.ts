/** Returns a trouble code of two bytes as its letter and four digits. */
export function formatCode(raw: number): string {
  const letter = 'PCBU'[raw >> 14]!
  return letter + ((raw >> 12) & 3) + (raw & 0xfff).toString(16).padStart(3, '0').toUpperCase()
}
