import { BaseError } from '../errors.ts'
import { findFault, findTrailingFault } from './adapterFaults.ts'

/*
 * The text layer: an adapter's reply cut into lines of hex digits. Tolerant of everything that adapters do to text (echo,
 * spaces or none, CR or LF or both, NUL bytes, words before data on one line) and of nothing that changes a digit: a line with
 * a character that does not belong there is no line of data.
 */
export type Line = {
  /** The hex digits as numbers from 0 to 15. */
  nibbles: Uint8Array
  start: number
  end: number
  /** The number before a colon; -1 without one. */
  index: number
}

export type SplitReply = { lines: Line[]; words: string[]; garbled: boolean }

const other = 255
const hexOf = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code >= 48 && code <= 57) return code - 48
  const letter = code | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : other
})

/** Returns the lines of data and the words in a reply; throws the failure that the adapter reports. */
export function splitReply(raw: string, echo: string): SplitReply {
  if (raw.length > maxReplyLength) throw new ReplyTooLongError(raw.length)
  const nibbles = new Uint8Array(raw.length)
  const reply: SplitReply = { lines: [], words: [], garbled: false }
  let from = 0
  for (let at = 0; at <= raw.length; at++) {
    const code = at < raw.length ? raw.charCodeAt(at) : 13
    if (code !== 13 && code !== 10 && code !== 62) continue
    if (at > from) readLine(raw, from, at, nibbles, echo, reply)
    from = at + 1
  }
  return reply
}

function readLine(raw: string, from: number, to: number, nibbles: Uint8Array, echo: string, reply: SplitReply): void {
  let end = from
  let index = -1
  for (let at = from; at < to; at++) {
    const code = raw.charCodeAt(at)
    if (code === 32 || code === 0 || code === 9) continue
    const nibble = code < 128 ? hexOf[code]! : other
    if (nibble !== other) nibbles[end++] = nibble
    else if (code === 58 && index === -1 && end > from && end - from <= 2) {
      index = 0
      for (let place = from; place < end; place++) index = index * 16 + nibbles[place]!
      end = from
    } else {
      readWords(raw.slice(from, to), from, nibbles, echo, reply)
      return
    }
  }
  if (end === from) return
  if (index === -1 && reply.lines.length === 0 && isEcho(nibbles, from, end, echo)) return
  reply.lines.push({ nibbles, start: from, end, index })
}

function isEcho(nibbles: Uint8Array, start: number, end: number, echo: string): boolean {
  // The echo may carry the digit that asks for a number of lines.
  const length = end - start
  if (length !== echo.length && length !== echo.length + 1) return false
  for (let at = 0; at < echo.length; at++) {
    if (hexOf[echo.charCodeAt(at) & 127] !== nibbles[start + at]) return false
  }
  return true
}

/** A line that is not all hex: words of progress are taken off, failures thrown, the rest kept as words. */
function readWords(text: string, from: number, nibbles: Uint8Array, echo: string, reply: SplitReply): void {
  const clean = text.replace(/\0/g, '').trim()
  const compact = clean.replace(/\s+/g, '').toUpperCase()
  const rest = compact.replace(/^(SEARCHING\.*:?|BUSINIT:?\.*OK|BUSINIT:?\.*(?=$)|\.+OK$|\.{2,})/, '')
  if (rest !== compact) {
    if (rest !== '') readLine(rest, 0, rest.length, nibbles.subarray(from), echo, reply)
    return
  }
  const fault = findFault(compact) ?? findTrailingFault(compact)
  if (fault) throw fault
  if (/[^\x20-\x7e]/.test(clean)) reply.garbled = true
  reply.words.push(clean)
}

/** Returns the byte whose first digit stands at this place of the digits. */
export function byteAt(nibbles: Uint8Array, at: number): number {
  return (nibbles[at]! << 4) | nibbles[at + 1]!
}

/** The longest message of ISO-TP is 4095 bytes; no honest reply is longer than this. */
const maxReplyLength = 65_536

export class ReplyTooLongError extends BaseError {
  override readonly name = 'Obd.ReplyTooLongError'
  constructor(found: number) {
    super(`Expected a reply of at most ${maxReplyLength} characters, found ${found}.`)
  }
}
