import { BaseError } from '../errors.ts'
import type { Message } from './assembleMessages.ts'
import { isPadding, TruncatedReplyError } from './decodeParameters.ts'
import type { CarRequest } from './decodeReply.ts'
import { formatCode } from './formatCode.ts'
import type { CodeKind, Decoded, TroubleCode } from './Reading.ts'

/*
 * Lists of trouble codes. On CAN a count comes first and the codes follow; on the older buses each message holds three codes
 * and zeros fill it up. Without headers, a full line of seven bytes may be read either way; when the two readings differ
 * and nobody said what the bus is, the answer is an error and not a guess.
 */

/** Returns how to decode a list of stored, pending or permanent codes. */
export function decodeCodes(kind: CodeKind) {
  return (messages: readonly Message[], _request: CarRequest, decoded: Decoded): void => {
    for (const message of messages) {
      for (const raw of readCodes(message)) {
        const { ecu } = message
        decoded.codes.push({ code: formatCode(raw), kind, ...(ecu !== undefined && { ecu }) })
      }
    }
  }
}

function readCodes(message: Message): number[] {
  if (message.can === true) return readCounted(message) ?? fail(message)
  if (message.can === false) return readFilled(message) ?? fail(message)
  const counted = readCounted(message)
  const filled = readFilled(message)
  if (counted && filled && String(counted) !== String(filled)) throw new AmbiguousReplyError()
  return counted ?? filled ?? fail(message)
}

function readCounted(message: Message): number[] | undefined {
  const { data } = message
  const end = 2 + 2 * (data[1] ?? 128)
  if (data.length < 2 || end > data.length || (end < data.length && !isPadding(message, end))) return undefined
  return readPairs(data, 2, end)
}

function readFilled({ data }: Message): number[] | undefined {
  if (data.length < 3 || data.length % 2 === 0 || data.length > 7) return undefined
  return readPairs(data, 1, data.length).filter((raw) => raw !== 0)
}

function readPairs(data: Uint8Array, from: number, to: number): number[] {
  const pairs: number[] = []
  for (let at = from; at < to; at += 2) pairs.push((data[at]! << 8) | data[at + 1]!)
  return pairs
}

function fail({ data }: Message): never {
  throw new TruncatedReplyError(2 + 2 * (data[1] ?? 0), data.length)
}

const statusBits = [
  'test failed',
  'failed this cycle',
  'pending',
  'confirmed',
  'not tested since clear',
  'failed since clear',
  'not tested this cycle',
  'warning lamp',
]

/** Service 19 of UDS: how many codes there are (01), or the codes of a status (02, 0A). */
export function decodeUdsCodes(messages: readonly Message[], { bytes }: CarRequest, decoded: Decoded): void {
  for (const message of messages) {
    const { data, ecu } = message
    const labels = ecu === undefined ? {} : { ecu }
    if (bytes[0] === 1) {
      if (data.length < 6) throw new TruncatedReplyError(6, data.length)
      decoded.values.push({ ...labels, name: 'Trouble codes', value: (data[4]! << 8) | data[5]!, unit: '' })
    } else if (bytes[0] === 2 || bytes[0] === 10) decoded.codes.push(...readUdsCodes(message, labels))
    else throw new UnsupportedReportError(bytes[0]!)
  }
}

function readUdsCodes(message: Message, labels: { ecu?: string }): TroubleCode[] {
  const { data } = message
  const codes: TroubleCode[] = []
  for (let at = 3; at < data.length; at += 4) {
    if (isPadding(message, at)) break
    if (at + 4 > data.length) throw new TruncatedReplyError(4, data.length - at)
    const status = data[at + 3]!
    codes.push({
      code: formatCode((data[at]! << 8) | data[at + 1]!),
      failureType: data[at + 2]!.toString(16).padStart(2, '0').toUpperCase(),
      kind: 'status',
      status: statusBits.filter((_, bit) => (status >> bit) & 1),
      ...labels,
    })
  }
  if (data.length < 3) throw new TruncatedReplyError(3, data.length)
  return codes
}

export class AmbiguousReplyError extends BaseError {
  override readonly name = 'Obd.AmbiguousReplyError'
  constructor() {
    super('These bytes are different codes on CAN and on older buses; name the protocol (ATDPN) or switch headers on.')
  }
}

export class UnsupportedReportError extends BaseError {
  override readonly name = 'Obd.UnsupportedReportError'
  constructor(found: number) {
    super(`Expected report 01, 02 or 0A of service 19, found ${found.toString(16).padStart(2, '0')}.`)
  }
}
