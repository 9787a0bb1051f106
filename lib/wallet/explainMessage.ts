import { decodeHex, type Hex } from '../bytes/hex.ts'
import type { Explanation, Warning } from './Explanation.ts'

/** Returns what a personal message says; bytes that are no text cannot be read and make the explanation blind. */
export function explainMessage(bytes: Hex, origin: string): Explanation {
  const text = decodeText(decodeHex(bytes))
  if (text === undefined) return { facts: [{ kind: 'signBytes', bytes }], warnings: [], blind: true }
  const warnings: Warning[] = []
  // Marks that nobody sees, and marks that make text read in another order than it is signed.
  if (/[\p{Cf}\p{Co}\p{Cn}]/u.test(text)) warnings.push('hiddenCharacters')
  // EIP-4361: the first line of a sign-in names the site that asks.
  const site = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(\S+) wants you to sign in with your Ethereum account:/i.exec(text)?.[1]
  if (site !== undefined && site !== new URL(origin).host) warnings.push('signInForAnotherSite')
  return { facts: [{ kind: 'signText', text }], warnings, blind: false }
}

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    // Line breaks and tabs are text; other controls are not.
    return /[^\P{Cc}\n\r\t]/u.test(text) ? undefined : text
  } catch {
    return undefined
  }
}
