import { BaseError } from '../errors.ts'
import { createIsoTp } from './isoTp.ts'
import { joinHeaderless } from './joinHeaderless.ts'
import { parseHeader } from './parseHeader.ts'
import type { Protocol } from './protocol.ts'
import { byteAt, type Line, type SplitReply } from './splitReply.ts'

/** One whole answer of one control unit, without headers, transport bytes and checksum. */
export type Message = {
  ecu?: string
  data: Uint8Array
  /** The length came with it, so every byte is data; otherwise padding may follow. */
  exact: boolean
  /** Whether it came over CAN; undefined where nothing tells. */
  can: boolean | undefined
}

export type Framing = { protocol: Protocol | undefined; headers: boolean | undefined }
export type Answers = (data: Uint8Array) => boolean

/**
 * Returns the messages of a reply that answer the request, each of one control unit. Lines of other conversations are left
 * out; a message of which a part is missing is an error.
 */
export function assembleMessages(reply: SplitReply, answers: Answers, { protocol, headers }: Framing): Message[] {
  const messages: Message[] = []
  const numbered: Line[] = []
  const isoTp = createIsoTp(answers)
  const legacy = protocol !== undefined && protocol !== 'can11' && protocol !== 'can29'
  const can = protocol === undefined ? undefined : !legacy
  for (const line of reply.lines) {
    const digits = line.end - line.start
    if (headers !== true && (line.index >= 0 || digits === 3)) {
      numbered.push(line)
      continue
    }
    const bytes = digits % 2 === 0 ? readBytes(line, 0) : undefined
    if (headers !== true && bytes && answers(bytes)) {
      messages.push({ data: bytes, exact: false, can })
      continue
    }
    const unformatted = headers !== true && bytes && !legacy && isUnformatted(bytes, answers)
    if (unformatted) isoTp.accept(undefined, bytes)
    else if (headers !== false) {
      const frame = parseHeader(line, protocol, answers)
      if (frame?.kind === 'can') isoTp.accept(frame.ecu, frame.bytes)
      else if (frame) messages.push({ ecu: frame.ecu, data: frame.bytes, exact: true, can: false })
    }
  }
  messages.push(...isoTp.finish(), ...joinHeaderless(numbered, answers))
  if (messages.length === 0) throw explainNothing(reply)
  return messages
}

/** Returns the bytes of a line from the given digit on. */
export function readBytes({ nibbles, start, end }: Line, skip: number): Uint8Array {
  const bytes = new Uint8Array((end - start - skip) >> 1)
  for (let at = 0; at < bytes.length; at++) bytes[at] = byteAt(nibbles, start + skip + 2 * at)
  return bytes
}

/** A frame whose transport byte the adapter left in, as some do that lack ATCAF1. */
function isUnformatted(bytes: Uint8Array, answers: Answers): boolean {
  if (bytes.length > 8 || bytes.length < 2) return false
  if (bytes[0]! >> 4 === 2) return bytes.length > 2
  if (bytes[0]! >> 4 === 1) return bytes.length === 8 && answers(bytes.subarray(2))
  return bytes[0]! > 0 && bytes[0]! < 8 && answers(bytes.subarray(1, 1 + bytes[0]!))
}

function explainNothing({ lines, words, garbled }: SplitReply): BaseError {
  if (garbled) return new GarbledReplyError()
  if (lines.length === 0 && words.length === 0) return new EmptyReplyError()
  return new UnrelatedReplyError(lines.length, words)
}

export class EmptyReplyError extends BaseError {
  override readonly name = 'Obd.EmptyReplyError'
  constructor() {
    super('Expected a reply, found no text before the prompt.')
  }
}

export class GarbledReplyError extends BaseError {
  override readonly name = 'Obd.GarbledReplyError'
  constructor() {
    super('Expected text, found noise: a wrong speed of the serial port, or a loose plug.')
  }
}

export class UnrelatedReplyError extends BaseError {
  override readonly name = 'Obd.UnrelatedReplyError'
  constructor(lines: number, words: readonly string[]) {
    super(`Expected a reply to this request, found ${lines} lines of something else.`, {
      ...(words.length > 0 && { details: words.join(' ').slice(0, 120) }),
    })
  }
}
