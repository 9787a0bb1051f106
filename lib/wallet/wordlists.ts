/*
 * The word lists of BIP-39 that we offer. Each is 10 to 30 kB and is loaded when it is needed. The order is part of the
 * keystore format (a language is stored by its place), so new languages go to the end.
 */
export const languages = [
  'english',
  'chinese_simplified',
  'chinese_traditional',
  'japanese',
  'korean',
  'spanish',
  'french',
  'italian',
  'portuguese',
  'czech',
] as const

export type Language = (typeof languages)[number]

const loaders: Record<Language, () => Promise<{ wordlist: string[] }>> = {
  english: () => import('@scure/bip39/wordlists/english.js'),
  chinese_simplified: () => import('@scure/bip39/wordlists/simplified-chinese.js'),
  chinese_traditional: () => import('@scure/bip39/wordlists/traditional-chinese.js'),
  japanese: () => import('@scure/bip39/wordlists/japanese.js'),
  korean: () => import('@scure/bip39/wordlists/korean.js'),
  spanish: () => import('@scure/bip39/wordlists/spanish.js'),
  french: () => import('@scure/bip39/wordlists/french.js'),
  italian: () => import('@scure/bip39/wordlists/italian.js'),
  portuguese: () => import('@scure/bip39/wordlists/portuguese.js'),
  czech: () => import('@scure/bip39/wordlists/czech.js'),
}

/** Returns the 2,048 words of the language, in NFKD as BIP-39 hashes them. */
export async function loadWordlist(language: Language): Promise<string[]> {
  const { wordlist } = await loaders[language]()
  return wordlist
}
