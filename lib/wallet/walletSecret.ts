import { BaseError } from '../errors.ts'
import { type Language, languages } from './wordlists.ts'

/** What a keystore protects. Entropy and passphrase give the seed; the language gives the words back as they were. */
export type WalletSecret = { entropy: Uint8Array; language: Language; passphrase: string; accountCount: number }

const layout = 1
const headLength = 5
const maxPassphraseBytes = 1024
export const maxAccounts = 1000

/** Returns layout, language, account count, entropy length, entropy and passphrase as bytes, which can be overwritten. */
export function encodeSecret({ entropy, language, passphrase, accountCount }: WalletSecret): Uint8Array {
  const tail = new TextEncoder().encode(passphrase)
  if (tail.length > maxPassphraseBytes) throw new PassphraseTooLongError(tail.length)
  const bytes = new Uint8Array(headLength + entropy.length + tail.length)
  bytes.set([layout, languages.indexOf(language), accountCount >> 8, accountCount & 255, entropy.length])
  bytes.set(entropy, headLength)
  bytes.set(tail, headLength + entropy.length)
  tail.fill(0)
  return bytes
}

/** Returns what encodeSecret wrote. */
export function decodeSecret(bytes: Uint8Array): WalletSecret {
  const [found = 0, languageIndex = 0, high = 0, low = 0, entropyLength = 0] = bytes
  const language = languages[languageIndex]
  const accountCount = (high << 8) | low
  const complete = bytes.length >= headLength + entropyLength && [16, 20, 24, 28, 32].includes(entropyLength)
  if (found !== layout || !language || !complete || accountCount < 1 || accountCount > maxAccounts) {
    throw new UnknownSecretError(found)
  }
  return {
    entropy: bytes.slice(headLength, headLength + entropyLength),
    language,
    passphrase: new TextDecoder().decode(bytes.subarray(headLength + entropyLength)),
    accountCount,
  }
}

export class PassphraseTooLongError extends BaseError {
  override readonly name = 'Wallet.PassphraseTooLongError'
  constructor(found: number) {
    super(`Expected a passphrase of at most ${maxPassphraseBytes} bytes, found ${found}.`)
  }
}

export class UnknownSecretError extends BaseError {
  override readonly name = 'Wallet.UnknownSecretError'
  constructor(found: number) {
    super(`Expected a wallet secret in layout ${layout}, found layout ${found} or damaged content.`)
  }
}
