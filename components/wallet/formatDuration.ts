const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** Returns a time span in the largest unit that fits, rounded up, in the reader's language. */
export function formatDuration(seconds: number, locale: string): string {
  const [unit, size] = units.find(([, size]) => seconds >= size) ?? units[3]
  const count = Math.ceil(seconds / size)
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count)
}
