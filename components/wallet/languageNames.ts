import type { Language } from '../../lib/wallet/wordlists.ts'

/** The languages of words, each by its own name, so that whoever needs it can read it. */
export const languageNames = [
  { value: 'english', label: 'English', lang: 'en' },
  { value: 'chinese_simplified', label: '简体中文', lang: 'zh-Hans' },
  { value: 'chinese_traditional', label: '繁體中文', lang: 'zh-Hant' },
  { value: 'japanese', label: '日本語', lang: 'ja' },
  { value: 'korean', label: '한국어', lang: 'ko' },
  { value: 'spanish', label: 'Español', lang: 'es' },
  { value: 'french', label: 'Français', lang: 'fr' },
  { value: 'italian', label: 'Italiano', lang: 'it' },
  { value: 'portuguese', label: 'Português', lang: 'pt' },
  { value: 'czech', label: 'Čeština', lang: 'cs' },
] as const satisfies readonly { value: Language; label: string; lang: string }[]

/** Returns the language tag, so that words are drawn and read aloud as they should be. */
export function tagOfLanguage(language: Language): string {
  return languageNames.find(({ value }) => value === language)!.lang
}
