import { BaseError } from '../errors.ts'
import type { Message } from './assembleMessages.ts'
import { addSupported, isPadding, readMask, TruncatedReplyError } from './decodeParameters.ts'
import type { CarRequest } from './decodeReply.ts'
import { FrameOrderError } from './isoTp.ts'
import { MixedRepliesError } from './joinHeaderless.ts'
import type { Decoded, Reading } from './Reading.ts'

/*
 * Service 09. On CAN one message with a count of items; on the older buses numbered messages of four bytes, of which all must
 * be there. A VIN is seventeen characters or an error: no padding, no clipping.
 */
type Item = { name: string; size: number; read: 'text' | 'hex'; path?: string }

const items: Record<number, Item> = {
  2: { name: 'VIN', size: 17, read: 'text', path: 'Vehicle.VehicleIdentification.VIN' },
  4: { name: 'Calibration identifier', size: 16, read: 'text' },
  6: { name: 'Calibration verification number', size: 4, read: 'hex' },
  10: { name: 'Control unit name', size: 20, read: 'text' },
  13: { name: 'Engine serial number', size: 17, read: 'text' },
  15: { name: 'Exhaust approval number', size: 17, read: 'text' },
}

const counterNames = {
  8: [
    'Monitoring conditions met',
    'Ignition cycles',
    ...[
      'Catalyst, bank 1',
      'Catalyst, bank 2',
      'Oxygen sensor, bank 1',
      'Oxygen sensor, bank 2',
      'EGR or valve timing',
      'Secondary air',
      'Evaporative system',
      'Secondary oxygen sensor, bank 1',
      'Secondary oxygen sensor, bank 2',
    ].flatMap(both),
  ],
  11: [
    'Monitoring conditions met',
    'Ignition cycles',
    ...[
      'NMHC catalyst',
      'NOx catalyst',
      'NOx adsorber',
      'Particulate filter',
      'Exhaust gas sensor',
      'EGR or valve timing',
      'Boost pressure',
      'Fuel system',
    ].flatMap(both),
  ],
} as const

function both(name: string): string[] {
  return [`${name}: completed`, `${name}: conditions met`]
}

/** Service 09: VIN, calibrations, names, and how often monitors ran. */
export function decodeVehicleInfo(messages: readonly Message[], { bytes }: CarRequest, decoded: Decoded): void {
  const info = bytes[0]!
  for (const [ecu, parts] of byEcu(messages)) {
    const labels = { info: info.toString(16).padStart(2, '0').toUpperCase(), ...(ecu !== undefined && { ecu }) }
    if (info % 32 === 0) addMasks(parts, info, ecu, decoded)
    else if (info < 0x0a && info % 2 === 1) addMessageCount(parts, labels, decoded)
    else decodeInfo(info, joinParts(parts, info), labels, decoded)
  }
  const vins = new Set(decoded.values.filter(({ name }) => name === 'VIN').map(({ value }) => String(value)))
  if (vins.size > 1) throw new ContradictoryVinError()
  const [vin] = vins
  if (vin !== undefined) decoded.vin = vin
}

/** Messages without a sender stand alone, except that numbered ones of an older bus belong together. */
function byEcu(messages: readonly Message[]): [string | undefined, Message[]][] {
  const groups: [string | undefined, Message[]][] = []
  for (const message of messages) {
    const isPart = isNumbered(message)
    const known = groups.find(
      ([ecu, parts]) => ecu === message.ecu && (ecu !== undefined || (isPart && isNumbered(parts[0]!))),
    )
    if (known) known[1].push(message)
    else groups.push([message.ecu, [message]])
  }
  return groups
}

/** Four bytes behind a number, as older buses send them. */
function isNumbered({ data, can }: Message): boolean {
  return can !== true && data.length === 7
}

function addMasks(parts: readonly Message[], info: number, ecu: string | undefined, decoded: Decoded): void {
  for (const { data } of parts) {
    const at = isLegacyMask(data) ? 3 : 2
    if (data.length - at < 4) throw new TruncatedReplyError(4, data.length - at)
    addSupported(decoded, ecu, readMask(data, at, info))
  }
}

/** On the older buses a mask is numbered as well, always 01. */
const isLegacyMask = (data: Uint8Array) => data.length === 7 && data[2] === 1

function addMessageCount(parts: readonly Message[], labels: Partial<Reading>, decoded: Decoded): void {
  const { data } = parts[0]!
  if (data.length < 3) throw new TruncatedReplyError(1, data.length - 2)
  decoded.values.push({ ...labels, name: 'Number of messages', value: data[2]!, unit: '' })
}

type Joined = { data: Uint8Array; count: number | undefined; message: Message }

function joinParts(parts: readonly Message[], info: number): Joined {
  const [message] = parts as [Message]
  if (!parts.every(isNumbered)) {
    if (parts.length > 1) throw new MixedRepliesError()
    if (message.data.length < 4) throw new TruncatedReplyError(4, message.data.length)
    return { data: message.data.subarray(3), count: message.data[2]!, message }
  }
  const expected = info === 2 || info === 0x0a ? 5 : undefined
  const data = new Uint8Array(4 * parts.length)
  for (const [index, part] of parts.entries()) {
    const number = part.data[2]!
    if (number !== index + 1) {
      throw number <= index ? new MixedRepliesError() : new FrameOrderError(index + 1, number)
    }
    data.set(part.data.subarray(3), 4 * index)
  }
  if (expected !== undefined && parts.length !== expected) throw new TruncatedReplyError(expected * 4, data.length)
  return { data, count: undefined, message: { ...message, exact: true } }
}

/** Decodes an item of service 09 without its count, or of its mirror in service 22. */
function decodeInfo(info: number, { data, count, message }: Joined, labels: Partial<Reading>, decoded: Decoded): void {
  if (info === 8 || info === 11) {
    addCounters(info, data, count, labels, decoded)
    return
  }
  const item = items[info]
  if (!item) throw new UnknownInfoError(info)
  if (info === 2) {
    decoded.values.push({ ...labels, name: item.name, value: readVin(data), unit: '', path: item.path! })
    return
  }
  const total = count === undefined ? Math.floor(data.length / item.size) : count
  const end = total * item.size
  if (total === 0 || data.length < end) throw new TruncatedReplyError(Math.max(end, item.size), data.length)
  if (data.length > end && !isPadding({ ...message, data }, end)) throw new TruncatedReplyError(end, data.length)
  for (let at = 0; at < end; at += item.size) {
    const part = data.subarray(at, at + item.size)
    decoded.values.push({
      ...labels,
      name: item.name,
      value: item.read === 'text' ? readText(part) : readHex(part),
      unit: '',
    })
  }
}

function addCounters(
  info: 8 | 11,
  data: Uint8Array,
  count: number | undefined,
  labels: Partial<Reading>,
  decoded: Decoded,
): void {
  const names = counterNames[info]
  const total = count ?? data.length / 2
  if (data.length < 2 * total || total < 2) throw new TruncatedReplyError(2 * total, data.length)
  for (let index = 0; index < Math.min(total, names.length); index++) {
    const value = (data[2 * index]! << 8) | data[2 * index + 1]!
    decoded.values.push({ ...labels, name: names[index]!, value, unit: '' })
  }
}

/** Returns the seventeen characters of a VIN; zero bytes before and after it are filling. */
export function readVin(data: Uint8Array): string {
  let from = 0
  let to = data.length
  while (from < to && data[from] === 0) from++
  while (to > from && data[to - 1] === 0) to--
  const vin = String.fromCharCode(...data.subarray(from, to))
  if (!/^[A-HJ-NPR-Z0-9]{17}$/.test(vin)) throw new InvalidVinError(to - from)
  return vin
}

/** Returns printable text; zero bytes end or fill it. */
export function readText(data: Uint8Array): string {
  const text = String.fromCharCode(...data)
    .replace(/\0+/g, ' ')
    .trim()
  if (!/^[\x20-\x7e]*$/.test(text)) throw new InvalidTextError()
  return text
}

/** Returns upper-case hex. */
export function readHex(data: Uint8Array): string {
  return Array.from(data, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
}

export class InvalidVinError extends BaseError {
  override readonly name = 'Obd.InvalidVinError'
  constructor(length: number) {
    super(`Expected a VIN of 17 letters and digits without I, O and Q, found ${length} characters or others.`)
  }
}

export class ContradictoryVinError extends BaseError {
  override readonly name = 'Obd.ContradictoryVinError'
  constructor() {
    super('Expected one VIN, found that control units of this car report different ones.')
  }
}

export class InvalidTextError extends BaseError {
  override readonly name = 'Obd.InvalidTextError'
  constructor() {
    super('Expected printable text in this item, found other bytes.')
  }
}

export class UnknownInfoError extends BaseError {
  override readonly name = 'Obd.UnknownInfoError'
  constructor(info: number) {
    super(`The meaning of item ${info.toString(16).padStart(2, '0')} of service 09 is not publicly known.`)
  }
}
