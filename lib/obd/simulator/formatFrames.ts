import { crc } from '../parseHeader.ts'
import type { Protocol } from '../protocol.ts'
import type { ControlUnit } from './createControlUnits.ts'

export type FrameStyle = {
  protocol: Protocol
  headers: boolean
  spaces: boolean
  /** Print transport bytes without headers, as with ATCAF0. */
  unformatted: boolean
  noLengthLine: boolean
  countFromOne: boolean
}

/** Returns the lines that an ELM327 prints for the answer of one control unit. */
export function formatFrames(unit: ControlUnit, payload: readonly number[], style: FrameStyle): string[] {
  if (style.protocol === 'can11' || style.protocol === 'can29') return formatCan(unit, payload, style)
  return splitLegacy(payload).map((part) => {
    const header = legacyHeader(unit, part.length, style.protocol)
    const body = [...header, ...part]
    const sum =
      style.protocol === 'j1850' ? crc(Uint8Array.from(body)) : body.reduce((all, byte) => (all + byte) & 255, 0)
    return print(style.headers ? [...body, sum] : part, style)
  })
}

function formatCan(unit: ControlUnit, payload: readonly number[], style: FrameStyle): string[] {
  const frames = isoTpFrames(payload)
  if (style.headers) {
    const id = style.protocol === 'can11' ? unit.canId : `18DAF1${unit.address}`
    const head = style.spaces && id.length > 3 ? id.match(/../g)!.join(' ') : id
    return frames.map((frame) => head + (style.spaces ? ' ' : '') + print(frame, style))
  }
  if (style.unformatted) return frames.map((frame) => print(frame, style))
  if (frames.length === 1) return [print(payload, style)]
  const first = style.countFromOne ? 1 : 0
  const lines = frames.map((frame, index) => {
    const number = ((index + first) & 15).toString(16).toUpperCase()
    return `${number}:${style.spaces ? ' ' : ''}${print(frame.slice(index === 0 ? 2 : 1), style)}`
  })
  const length = payload.length.toString(16).toUpperCase().padStart(3, '0')
  return style.noLengthLine ? lines : [length, ...lines]
}

function isoTpFrames(payload: readonly number[]): number[][] {
  if (payload.length <= 7) return [pad([payload.length, ...payload])]
  const frames = [[0x10 | (payload.length >> 8), payload.length & 255, ...payload.slice(0, 6)]]
  for (let at = 6; at < payload.length; at += 7) {
    frames.push(pad([0x20 | (frames.length & 15), ...payload.slice(at, at + 7)]))
  }
  return frames
}

const pad = (frame: number[]) => [...frame, 0, 0, 0, 0, 0, 0, 0].slice(0, 8)

/** Items of service 09 go out in numbered messages of four bytes; everything else is one message. */
function splitLegacy(payload: readonly number[]): number[][] {
  if (payload[0] !== 0x49 || payload[1] === 0) return [[...payload]]
  const data = payload.slice(payload[1] === 8 ? 3 : 3)
  const filled = payload[1] === 2 ? [0, 0, 0, ...data] : data
  const parts: number[][] = []
  for (let at = 0; at < filled.length; at += 4) {
    parts.push([0x49, payload[1]!, parts.length + 1, ...filled.slice(at, at + 4)])
  }
  return parts
}

function legacyHeader(unit: ControlUnit, length: number, protocol: Protocol): number[] {
  const from = Number.parseInt(unit.address, 16)
  return protocol === 'kwp' ? [0x80 | length, 0xf1, from] : [0x48, 0x6b, from]
}

function print(bytes: readonly number[], { spaces }: FrameStyle): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(spaces ? ' ' : '')
}
