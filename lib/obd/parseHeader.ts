import { BaseError } from '../errors.ts'
import { type Answers, readBytes } from './assembleMessages.ts'
import type { Protocol } from './protocol.ts'
import { byteAt, type Line } from './splitReply.ts'

export type Frame = { kind: 'can' | 'legacy'; ecu: string; bytes: Uint8Array }

/** Returns the frame in a line with a header; undefined when the line is of another kind or answers nothing. */
export function parseHeader(line: Line, protocol: Protocol | undefined, answers: Answers): Frame | undefined {
  const length = line.end - line.start
  if (length % 2 === 1) {
    if (protocol !== undefined && protocol !== 'can11') return undefined
    return length < 5 ? undefined : { kind: 'can', ecu: hex(line, 3), bytes: readBytes(line, 3) }
  }
  const first = byteAt(line.nibbles, line.start)
  const second = byteAt(line.nibbles, line.start + 2)
  const isLong =
    protocol === 'can29' || (protocol === undefined && first === 0x18 && (second === 0xda || second === 0xdb))
  if (isLong) return length < 10 ? undefined : { kind: 'can', ecu: hex(line, 8), bytes: readBytes(line, 8) }
  return protocol === 'can11' ? undefined : parseLegacy(line, protocol, answers)
}

/** Three bytes of header, data, checksum. */
function parseLegacy(line: Line, protocol: Protocol | undefined, answers: Answers): Frame | undefined {
  const all = readBytes(line, 0)
  const bytes = all.subarray(3, -1)
  if (all.length < 5 || !answers(bytes)) return undefined
  const sum = all.at(-1)!
  const body = all.subarray(0, -1)
  const fits = protocol === 'j1850' ? [crc(body)] : protocol === undefined ? [crc(body), add(body)] : [add(body)]
  if (!fits.includes(sum)) throw new ChecksumError(sum)
  const announced = protocol === 'kwp' ? all[0]! & 63 : 0
  if (announced !== 0 && announced !== bytes.length) throw new ChecksumError(sum)
  return { kind: 'legacy', ecu: hex(line, 2, 4), bytes }
}

const digits = '0123456789ABCDEF'

function hex({ nibbles, start }: Line, length: number, skip = 0): string {
  let text = ''
  for (let at = 0; at < length; at++) text += digits[nibbles[start + skip + at]!]!
  return text
}

function add(bytes: Uint8Array): number {
  let sum = 0
  for (const byte of bytes) sum = (sum + byte) & 255
  return sum
}

/** The check of SAE J1850: polynomial 1D, starting from FF, inverted. */
export function crc(bytes: Uint8Array): number {
  let value = 255
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = value & 128 ? ((value << 1) ^ 0x1d) & 255 : value << 1
  }
  return value ^ 255
}

export class ChecksumError extends BaseError {
  override readonly name = 'Obd.ChecksumError'
  constructor(found: number) {
    super(`Expected the checksum or length of the message to fit, found checksum ${found.toString(16)}.`)
  }
}
