import { entropyToMnemonic, mnemonicToEntropy, mnemonicToSeedWebcrypto } from '@scure/bip39'
import { BaseError } from '../errors.ts'
import { type Language, languages, loadWordlist } from './wordlists.ts'

/*
 * BIP-39: https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki. The seed depends on the words as written, so
 * the same words in the same order give the same wallet in any other program. No error of this file contains a word:
 * errors end up in logs and on shared screens.
 */
export const wordCounts = [12, 15, 18, 21, 24] as const
export type WordCount = (typeof wordCounts)[number]
export type ParsedMnemonic = { entropy: Uint8Array; language: Language }

/** Returns fresh entropy for a mnemonic of so many words: 16 bytes for 12, 32 for 24. */
export function createEntropy(wordCount: WordCount): Uint8Array {
  return crypto.getRandomValues(new Uint8Array((wordCount / 3) * 4))
}

/** Returns the words of the entropy, separated as the language does it. */
export async function formatMnemonic({ entropy, language }: ParsedMnemonic): Promise<string> {
  return entropyToMnemonic(entropy, await loadWordlist(language))
}

/** Returns entropy and language of words that a person typed; throws what is wrong and where, without the words. */
export async function parseMnemonic(text: string, language?: Language): Promise<ParsedMnemonic> {
  const words = splitWords(text)
  if (!(wordCounts as readonly number[]).includes(words.length)) throw new WordCountError(words.length)
  let best: { language: Language; known: number } | undefined
  let failed: Language | undefined
  for (const candidate of language ? [language] : languages) {
    const wordlist = await loadWordlist(candidate)
    const known = countKnown(words, wordlist)
    if (known === words.length) {
      const entropy = decodeWords(words, wordlist)
      if (entropy) return { entropy, language: candidate }
      failed ??= candidate
    }
    if (!best || known > best.known) best = { language: candidate, known }
  }
  if (failed) throw new MnemonicChecksumError(failed)
  throw new UnknownWordError(await findUnknown(words, best!.language), best!.language)
}

/** Returns the 64-byte BIP-39 seed of the words and the optional passphrase. */
export async function deriveSeed(mnemonic: string, passphrase = ''): Promise<Uint8Array> {
  return mnemonicToSeedWebcrypto(splitWords(mnemonic).join(' '), passphrase)
}

function splitWords(text: string): string[] {
  const words = text
    .toLowerCase()
    .normalize('NFKD')
    .split(/\s+/)
    .filter((word) => word !== '')
  const [only] = words
  // Chinese words are one character each and are often typed without spaces.
  if (words.length === 1 && only && /^\p{Script=Han}+$/u.test(only)) return [...only]
  return words
}

function countKnown(words: readonly string[], wordlist: readonly string[]): number {
  const all = new Set(wordlist)
  return words.filter((word) => all.has(word)).length
}

async function findUnknown(words: readonly string[], language: Language): Promise<number> {
  const all = new Set(await loadWordlist(language))
  return words.findIndex((word) => !all.has(word)) + 1
}

function decodeWords(words: readonly string[], wordlist: string[]): Uint8Array | undefined {
  try {
    return mnemonicToEntropy(words.join(' '), wordlist)
  } catch {
    // The words are known and their number is right: only the checksum is left. The cause is dropped on purpose.
    return undefined
  }
}

export class WordCountError extends BaseError {
  override readonly name = 'Wallet.WordCountError'
  readonly found: number
  constructor(found: number) {
    super(`Expected ${wordCounts.join(', ')} words, found ${found}.`)
    this.found = found
  }
}

export class UnknownWordError extends BaseError {
  override readonly name = 'Wallet.UnknownWordError'
  readonly position: number
  constructor(position: number, language: Language) {
    super(`Word ${position} is not in the ${language.replace('_', ' ')} word list.`, {
      details: `position ${position}`,
    })
    this.position = position
  }
}

export class MnemonicChecksumError extends BaseError {
  override readonly name = 'Wallet.MnemonicChecksumError'
  constructor(language: Language) {
    super(`Every word is ${language.replace('_', ' ')}, but their checksum is wrong.`, {
      metaMessages: ['One word is another word of the list, or two words changed places.'],
    })
  }
}
