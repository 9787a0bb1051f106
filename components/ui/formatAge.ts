import type { LocaleId } from '../i18n/locales.ts'

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/*
 * What Intl.RelativeTimeFormat would say. Making one takes a phone up to a tenth of a second, while the first list of blocks is
 * about to appear.
 */
const words: Record<LocaleId, Record<'second' | (typeof units)[number][0], string>> = {
  en: { second: ' sec. ago', minute: ' min. ago', hour: ' hr. ago', day: ' days ago' },
  zh: { second: '秒前', minute: '分钟前', hour: '小时前', day: '天前' },
}

/** Returns an age in the largest unit that fits, in the reader's language. */
export function formatAge(ageMs: number, locale: LocaleId): string {
  const seconds = Math.max(0, Math.round(ageMs / 1000))
  const [unit, size] = units.find(([, size]) => seconds >= size) ?? ['second', 1]
  const count = Math.floor(seconds / size)
  if (locale === 'en' && unit === 'day' && count === 1) return '1 day ago'
  return `${count}${words[locale][unit]}`
}
