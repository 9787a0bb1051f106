import { BaseError } from '../errors.ts'

/** How the car speaks: decides what a header is and whether lists of codes carry a count. */
export type Protocol = 'j1850' | 'iso9141' | 'kwp' | 'can11' | 'can29'

const byNumber: Record<string, Protocol> = {
  1: 'j1850',
  2: 'j1850',
  3: 'iso9141',
  4: 'kwp',
  5: 'kwp',
  6: 'can11',
  7: 'can29',
  8: 'can11',
  9: 'can29',
  B: 'can11',
  C: 'can11',
}

/** Returns the protocol named by an ELM327 number (`6`, `A6`) or in words (`ISO 15765-4 CAN (11 bit ID, 500 kbaud)`). */
export function parseProtocol(text: string): Protocol | undefined {
  const word = text.trim().toUpperCase()
  if (word === '' || word === '0' || word === 'A0' || word === 'AUTO') return undefined
  const number = byNumber[word.length === 2 && word.startsWith('A') ? word.slice(1) : word]
  if (number) return number
  if (/J1850/.test(word)) return 'j1850'
  if (/9141/.test(word)) return 'iso9141'
  if (/KWP|14230/.test(word)) return 'kwp'
  if (/J1939/.test(word)) throw new UnsupportedProtocolError(text)
  if (/CAN|15765/.test(word)) return /29/.test(word) ? 'can29' : 'can11'
  throw new UnsupportedProtocolError(text)
}

/** Returns whether the protocol is a form of CAN; undefined when it is not known. */
export function isCan(protocol: Protocol | undefined): boolean | undefined {
  return protocol === undefined ? undefined : protocol === 'can11' || protocol === 'can29'
}

export class UnsupportedProtocolError extends BaseError {
  override readonly name = 'Obd.UnsupportedProtocolError'
  constructor(found: string) {
    super(`Expected a protocol of J1850, ISO 9141, KWP or ISO 15765 (1 to 9, B, C), found "${found.slice(0, 60)}".`)
  }
}
