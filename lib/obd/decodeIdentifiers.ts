import { BaseError } from '../errors.ts'
import type { Message } from './assembleMessages.ts'
import { decodeOne, isPadding, TruncatedReplyError, UnexpectedParameterError } from './decodeParameters.ts'
import type { CarRequest } from './decodeReply.ts'
import { readHex, readText, readVin } from './decodeVehicleInfo.ts'
import { pids } from './pids.ts'
import type { Decoded, Reading } from './Reading.ts'

/*
 * Service 22 of UDS. F400 to F4FF mirror service 01 and F802 the VIN of service 09 (SAE J1979-2); F180 to F19F identify the
 * control unit (ISO 14229-1). Identifiers of makers are given as hex.
 */
const texts: Record<number, string> = {
  61831: 'Part number',
  61832: 'Software number',
  61833: 'Software version',
  61834: 'Supplier',
  61836: 'Serial number',
  61841: 'Hardware number',
  61842: 'Hardware number of the supplier',
  61843: 'Hardware version of the supplier',
  61844: 'Software number of the supplier',
  61845: 'Software version of the supplier',
  61847: 'System name',
  63492: 'Calibration identifier',
  63498: 'Control unit name',
}

/** Service 22: one identifier, or several of known length. */
export function decodeIdentifiers(messages: readonly Message[], { bytes }: CarRequest, decoded: Decoded): void {
  const asked: number[] = []
  for (let at = 0; at + 1 < bytes.length; at += 2) asked.push((bytes[at]! << 8) | bytes[at + 1]!)
  for (const message of messages) walk(message, asked, decoded)
}

function walk(message: Message, asked: readonly number[], decoded: Decoded): void {
  const { data, ecu } = message
  const left = [...asked]
  for (let at = 1; at < data.length; ) {
    if (at > 1 && isPadding(message, at)) return
    if (at + 2 > data.length) throw new TruncatedReplyError(2, data.length - at)
    const did = (data[at]! << 8) | data[at + 1]!
    const place = left.indexOf(did)
    if (place === -1) throw new UnexpectedParameterError(data[at]!)
    left.splice(place, 1)
    const labels = { did: did.toString(16).padStart(4, '0').toUpperCase(), ...(ecu !== undefined && { ecu }) }
    at += 2 + decodeIdentifier(did, message, at + 2, asked.length === 1, labels, decoded)
  }
}

function decodeIdentifier(
  did: number,
  message: Message,
  at: number,
  isOnly: boolean,
  labels: Pick<Reading, 'did' | 'ecu'>,
  decoded: Decoded,
): number {
  const mirrored = did & 255
  if (did >> 8 === 0xf4 && (pids[mirrored] || mirrored % 32 === 0)) {
    return decodeOne(mirrored, message, at, isOnly, labels, decoded)
  }
  if (!isOnly) throw new UnknownIdentifierError(did)
  const rest = message.data.subarray(at)
  if (rest.length === 0) throw new TruncatedReplyError(1, 0)
  if (did === 0xf190 || did === 0xf802) addVin(rest, labels, decoded)
  else if (did === 0xf18b || did === 0xf199) addDate(did, rest, labels, decoded)
  else if (did === 0xf186) decoded.values.push({ ...labels, name: 'Diagnostic session', value: rest[0]!, unit: '' })
  else if (texts[did]) decoded.values.push({ ...labels, name: texts[did], value: readText(rest), unit: '' })
  else decoded.values.push({ ...labels, name: `Identifier ${labels.did}`, value: readHex(rest), unit: 'hex' })
  return rest.length
}

function addVin(data: Uint8Array, labels: Pick<Reading, 'did' | 'ecu'>, decoded: Decoded): void {
  // Mirrored items of service 09 may keep their count.
  const vin = readVin(data.length === 18 && data[0] === 1 ? data.subarray(1) : data)
  decoded.values.push({ ...labels, name: 'VIN', value: vin, unit: '', path: 'Vehicle.VehicleIdentification.VIN' })
  decoded.vin = vin
}

/** A date in binary coded decimals: two or one byte of year, month, day. */
function addDate(did: number, data: Uint8Array, labels: Pick<Reading, 'did' | 'ecu'>, decoded: Decoded): void {
  const name = did === 0xf18b ? 'Made on' : 'Programmed on'
  const digits = readHex(data)
  const date = digits.length === 6 ? `20${digits}` : digits
  const isDate = /^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(date)
  const value = isDate ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : digits
  decoded.values.push({ ...labels, name, value, unit: isDate ? '' : 'hex' })
}

export class UnknownIdentifierError extends BaseError {
  override readonly name = 'Obd.UnknownIdentifierError'
  constructor(did: number) {
    super(`The length of identifier ${did.toString(16).toUpperCase()} is not publicly known; ask for it alone.`)
  }
}
