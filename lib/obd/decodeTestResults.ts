import type { Message } from './assembleMessages.ts'
import { addSupported, isPadding, readMask, TruncatedReplyError } from './decodeParameters.ts'
import type { CarRequest } from './decodeReply.ts'
import type { Decoded, Reading } from './Reading.ts'
import { type Scaling, scalings } from './scalings.ts'

const hex = (byte: number) => byte.toString(16).padStart(2, '0').toUpperCase()

/**
 * Service 06: results of monitors with their limits. On CAN each test names its scale; on the older buses only the maker
 * knows it, so the bare numbers are given.
 */
export function decodeTestResults(messages: readonly Message[], { bytes }: CarRequest, decoded: Decoded): void {
  for (const message of messages) {
    const { data, ecu } = message
    const labels = { mid: hex(bytes[0]!), ...(ecu !== undefined && { ecu }) }
    if (bytes[0]! % 32 === 0) addMask(data, bytes[0]!, ecu, decoded)
    else if (message.can !== true && data.length === 7) decoded.values.push(readLegacyTest(data, labels))
    else decoded.values.push(...readTests(message, labels))
  }
}

function addMask(data: Uint8Array, base: number, ecu: string | undefined, decoded: Decoded): void {
  const at = data.length === 7 && data[2] === 255 ? 3 : 2
  if (data.length - at < 4) throw new TruncatedReplyError(4, data.length - at)
  addSupported(decoded, ecu, readMask(data, at, base))
}

function readTests(message: Message, labels: Pick<Reading, 'mid' | 'ecu'>): Reading[] {
  const { data } = message
  const readings: Reading[] = []
  for (let at = 1; at < data.length; at += 9) {
    if (at > 1 && isPadding(message, at)) break
    if (at + 9 > data.length || hex(data[at]!) !== labels.mid) throw new TruncatedReplyError(9, data.length - at)
    readings.push(readTest(data, at + 1, labels))
  }
  if (readings.length === 0) throw new TruncatedReplyError(9, data.length - 1)
  return readings
}

function readTest(data: Uint8Array, at: number, labels: Pick<Reading, 'mid' | 'ecu'>): Reading {
  const id = data[at + 1]!
  const scaling = scalings[id]
  const [value, min, max] = [2, 4, 6].map((offset) => scale(data, at + offset, id, scaling))
  return {
    ...labels,
    tid: hex(data[at]!),
    name: `Test ${hex(data[at]!)} of monitor ${labels.mid}`,
    value: value!,
    unit: scaling?.unit ?? 'raw',
    min: min!,
    max: max!,
  }
}

function scale(data: Uint8Array, at: number, id: number, scaling: Scaling | undefined): number {
  const raw = (data[at]! << 8) | data[at + 1]!
  const signed = id >= 128 && raw >= 32_768 ? raw - 65_536 : raw
  return scaling ? (signed * scaling.mul) / scaling.div + scaling.add : raw
}

function readLegacyTest(data: Uint8Array, labels: Pick<Reading, 'mid' | 'ecu'>): Reading {
  const component = data[2]! & 127
  const limit = (data[5]! << 8) | data[6]!
  return {
    ...labels,
    tid: hex(component),
    name: `Test ${labels.mid} of component ${hex(component)}`,
    value: (data[3]! << 8) | data[4]!,
    unit: 'raw',
    ...(data[2]! & 128 ? { min: limit } : { max: limit }),
  }
}

const oxygenTests: Record<number, readonly [name: string, unit: string, mul: number, div: number]> = {
  1: ['Rich to lean threshold voltage', 'V', 1, 200],
  2: ['Lean to rich threshold voltage', 'V', 1, 200],
  3: ['Low voltage for switch time', 'V', 1, 200],
  4: ['High voltage for switch time', 'V', 1, 200],
  5: ['Rich to lean switch time', 's', 4, 1000],
  6: ['Lean to rich switch time', 's', 4, 1000],
  7: ['Minimum sensor voltage', 'V', 1, 200],
  8: ['Maximum sensor voltage', 'V', 1, 200],
  9: ['Time between transitions', 's', 4, 100],
  10: ['Sensor period', 's', 4, 100],
}

/** Service 05: tests of oxygen sensors, on the older buses only. */
export function decodeOxygenTests(messages: readonly Message[], { bytes }: CarRequest, decoded: Decoded): void {
  const test = bytes[0]!
  for (const { data, ecu } of messages) {
    const labels = { mid: hex(test), ...(ecu !== undefined && { ecu }) }
    if (test % 32 === 0) {
      const at = data.length >= 7 ? 3 : 2
      if (data.length - at < 4) throw new TruncatedReplyError(4, data.length - at)
      addSupported(decoded, ecu, readMask(data, at, test))
      continue
    }
    if (data.length < 4) throw new TruncatedReplyError(2, data.length - 2)
    decoded.values.push({ ...labels, tid: hex(data[2]!), ...readOxygen(test, data[3]!), ...readLimits(test, data) })
  }
}

function readOxygen(test: number, raw: number): Pick<Reading, 'name' | 'value' | 'unit'> {
  const known = oxygenTests[test]
  if (!known) return { name: `Oxygen sensor test ${hex(test)}`, value: raw, unit: 'raw' }
  return { name: known[0], value: (raw * known[2]) / known[3], unit: known[1] }
}

/** Tests that have limits send them behind the value; three zeros are filling. */
function readLimits(test: number, data: Uint8Array): Pick<Reading, 'min' | 'max'> {
  const known = oxygenTests[test]
  if (!known || data.length < 6 || (data[4] === 0 && data[5] === 0)) return {}
  return { min: (data[4]! * known[2]) / known[3], max: (data[5]! * known[2]) / known[3] }
}
