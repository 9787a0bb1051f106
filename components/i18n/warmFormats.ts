import { whenIdle } from '../providers/whenIdle.ts'
import type { LocaleId } from './locales.ts'

/**
 * Has the browser fetch what numbers and dates of a language take, one after the other while it has nothing to do: the first
 * of each kind costs a phone up to a tenth of a second, which would fall on the first figure that a page draws. Returns how to
 * call it off.
 */
export function warmFormats(locale: LocaleId): () => void {
  const kinds = [
    () => new Intl.NumberFormat(locale).format(1_234.5),
    () => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(0),
  ]
  let callOff = () => {}
  const next = () => {
    const warm = kinds.shift()
    if (!warm) return
    callOff = whenIdle(() => {
      warm()
      next()
    })
  }
  next()
  return () => callOff()
}
