const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

const formats = new Map<string, Intl.RelativeTimeFormat>()

/** Returns an age in the largest unit that fits, in the reader's language. */
export function formatAge(ageMs: number, locale: string): string {
  const format = formatOf(locale)
  const seconds = Math.max(0, Math.round(ageMs / 1000))
  const unit = units.find(([, size]) => seconds >= size)
  return unit ? format.format(-Math.floor(seconds / unit[1]), unit[0]) : format.format(-seconds, 'second')
}

/** Making one costs more than a hundred uses of it, and a list of blocks tells twenty ages a second. */
function formatOf(locale: string): Intl.RelativeTimeFormat {
  const known = formats.get(locale)
  if (known) return known
  const made = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' })
  formats.set(locale, made)
  return made
}
