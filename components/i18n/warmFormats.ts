import { whenIdle } from '../providers/whenIdle.ts'
import type { LocaleId } from './locales.ts'

const kinds = {
  numbers: (locale: LocaleId) => new Intl.NumberFormat(locale).format(1_234.5),
  dates: (locale: LocaleId) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(0),
}

/**
 * Has the browser fetch what numbers or dates of a language take while it has nothing to do: the first of each kind costs a
 * phone up to a tenth of a second, which would fall on the first figure that a page draws. Returns how to call it off.
 */
export function warmFormats(kind: keyof typeof kinds, locale: LocaleId): () => void {
  return whenIdle(() => kinds[kind](locale))
}
