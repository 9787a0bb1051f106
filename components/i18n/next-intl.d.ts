import type { LocaleId } from './locales.ts'
import type en from './messages/en.json'

declare module 'next-intl' {
  interface AppConfig {
    Locale: LocaleId
    Messages: typeof en
  }
}
