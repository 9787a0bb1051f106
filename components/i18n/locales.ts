export const locales = [
  { id: 'en', name: 'English', tag: 'en' },
  { id: 'zh', name: '中文', tag: 'zh-CN' },
] as const

export type LocaleId = (typeof locales)[number]['id']
