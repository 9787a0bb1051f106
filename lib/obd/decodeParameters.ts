import { BaseError } from '../errors.ts'
import type { Message } from './assembleMessages.ts'
import type { CarRequest } from './decodeReply.ts'
import type { Field, PidDefinition } from './PidDefinition.ts'
import { pids } from './pids.ts'
import type { Decoded, Reading } from './Reading.ts'

type Labels = Pick<Reading, 'pid' | 'did' | 'ecu' | 'frame'>

const names: readonly string[] = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0').toUpperCase())

/** Service 01: the parameters asked for, in whatever order they come. */
export function decodeParameters(messages: readonly Message[], { bytes }: CarRequest, decoded: Decoded): void {
  for (const message of messages) walk(message, 1, bytes, 0, decoded)
}

/** Service 02: the same, each followed by the number of its frame. */
export function decodeFreezeFrame(messages: readonly Message[], { bytes }: CarRequest, decoded: Decoded): void {
  const asked = bytes.filter((_, index) => index % 2 === 0)
  for (const message of messages) walk(message, 1, asked, 1, decoded)
}

function walk(message: Message, start: number, asked: readonly number[], frameBytes: 0 | 1, decoded: Decoded): void {
  const { data, ecu } = message
  const left = [...asked]
  let at = start
  while (at < data.length) {
    const pid = data[at]!
    if (at > start && isPadding(message, at)) return
    const place = left.indexOf(pid)
    if (place === -1) throw new UnexpectedParameterError(pid)
    left.splice(place, 1)
    at += 1 + frameBytes
    const labels: Labels = { pid: names[pid]!, ...(ecu !== undefined && { ecu }) }
    if (frameBytes === 1 && at <= data.length) labels.frame = data[at - 1]!
    at += decodeOne(pid, message, at, asked.length === 1, labels, decoded)
  }
}

/** Decodes one parameter whose data begins at this place; returns how many bytes it has. */
export function decodeOne(
  pid: number,
  message: Message,
  at: number,
  isOnly: boolean,
  labels: Labels,
  decoded: Decoded,
): number {
  const rest = message.data.length - at
  if (pid % 32 === 0 && pid < 224) {
    if (rest < 4) throw new TruncatedReplyError(4, rest)
    addSupported(decoded, labels.ecu, readMask(message.data, at, pid))
    return 4
  }
  const definition = pids[pid]
  if (!definition) throw new UnknownParameterError(pid)
  const length = isOnly && definition.lengths.includes(rest) ? rest : definition.lengths[0]!
  if (rest < length) throw new TruncatedReplyError(length, rest)
  decodeFields(definition, message.data, at, length, labels, decoded.values)
  return length
}

function decodeFields(
  { fields, extra }: PidDefinition,
  data: Uint8Array,
  at: number,
  length: number,
  labels: Labels,
  values: Reading[],
): void {
  for (const field of fields) {
    if (field.at + field.size > length) continue
    if (field.flag !== undefined && ((data[at]! >> field.flag) & 1) === 0) continue
    const raw = readRaw(data, at + field.at, field)
    if (raw === field.blank) continue
    const reading: Reading = {
      ...labels,
      name: field.name,
      value: (raw * field.mul) / field.div + field.add,
      unit: field.unit,
    }
    if (field.path !== undefined) reading.path = field.path
    if (raw === field.doubtful) reading.doubtful = true
    values.push(reading)
  }
  if (extra) for (const value of extra(data, at)) values.push({ ...labels, ...value })
}

function readRaw(data: Uint8Array, at: number, { size, signed }: Field): number {
  let raw = data[at]!
  for (let byte = 1; byte < size; byte++) raw = raw * 256 + data[at + byte]!
  return signed && raw >= 2 ** (8 * size - 1) ? raw - 2 ** (8 * size) : raw
}

/** Returns the parameters that a mask announces. Its last bit announces the next mask, which is no parameter. */
export function readMask(data: Uint8Array, at: number, base: number): string[] {
  const supported: string[] = []
  for (let bit = 0; bit < 31; bit++) {
    if ((data[at + (bit >> 3)]! >> (7 - (bit & 7))) & 1) supported.push(names[base + bit + 1]!)
  }
  return supported
}

/** Notes what one control unit supports, and what all together do. */
export function addSupported(decoded: Decoded, ecu: string | undefined, supported: string[]): void {
  decoded.supportedByEcu ??= []
  const known = ecu === undefined ? undefined : decoded.supportedByEcu.find((each) => each.ecu === ecu)
  if (known) known.supported.push(...supported)
  else decoded.supportedByEcu.push({ ...(ecu !== undefined && { ecu }), supported })
  decoded.supported = [...new Set([...(decoded.supported ?? []), ...supported])].sort()
}

const fillers = [0x00, 0xaa, 0x55, 0xff, 0xcc]

/** Whether everything from here on may be what fills up a frame. Where the length is known there is no filling. */
export function isPadding({ data, exact }: Message, at: number): boolean {
  // A frame on CAN holds seven bytes beside its transport byte.
  if (exact || at >= data.length || (data.length > 7 && (data.length - 6) % 7 !== 0)) return false
  const filler = data[at]!
  return data.length >= 7 && fillers.includes(filler) && data.subarray(at).every((byte) => byte === filler)
}

export class TruncatedReplyError extends BaseError {
  override readonly name = 'Obd.TruncatedReplyError'
  constructor(expected: number, found: number) {
    super(`Expected ${expected} bytes of data, found ${found}.`)
  }
}

export class UnexpectedParameterError extends BaseError {
  override readonly name = 'Obd.UnexpectedParameterError'
  constructor(found: number) {
    super(`Expected only the parameters asked for, found ${names[found]} or too many bytes before it.`)
  }
}

export class UnknownParameterError extends BaseError {
  override readonly name = 'Obd.UnknownParameterError'
  constructor(pid: number) {
    super(`The length of parameter ${names[pid]} is not publicly known, so its value cannot be told.`)
  }
}
