const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** Returns an age in the largest unit that fits, in the reader's language. */
export function formatAge(ageMs: number, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' })
  const seconds = Math.max(0, Math.round(ageMs / 1000))
  const unit = units.find(([, size]) => seconds >= size)
  return unit ? format.format(-Math.floor(seconds / unit[1]), unit[0]) : format.format(-seconds, 'second')
}
