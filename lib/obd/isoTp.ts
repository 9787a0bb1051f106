import { BaseError } from '../errors.ts'
import type { Answers, Message } from './assembleMessages.ts'

/*
 * ISO 15765-2 for each sender: single frames, and first frames with the consecutive frames that must follow in order. What
 * follows the announced length is padding. Frames of messages that answer nothing are left out.
 */
type Open = { ecu: string | undefined; data: Uint8Array; filled: number; next: number }

/** Returns what takes in frames one by one and gives the whole messages at the end. */
export function createIsoTp(answers: Answers) {
  const open = new Map<string | undefined, Open>()
  const messages: Message[] = []
  const done = (ecu: string | undefined, data: Uint8Array) => {
    if (answers(data)) messages.push({ ...(ecu !== undefined && { ecu }), data, exact: true, can: true })
  }

  function begin(ecu: string | undefined, bytes: Uint8Array): void {
    const pending = open.get(ecu)
    if (pending) throw new IncompleteMessageError(pending.data.length, pending.filled)
    const length = ((bytes[0]! & 15) << 8) | bytes[1]!
    const first = bytes.subarray(2)
    if (bytes.length !== 8 || length < 8 || !answers(first)) return
    const data = new Uint8Array(length)
    copy(bytes, 2, data, 0, 6)
    open.set(ecu, { ecu, data, filled: 6, next: 1 })
  }

  function go(ecu: string | undefined, bytes: Uint8Array): void {
    const message = open.get(ecu)
    if (!message) return
    const number = bytes[0]! & 15
    if (number !== message.next) throw new FrameOrderError(message.next, number)
    const left = message.data.length - message.filled
    if (bytes.length - 1 < Math.min(7, left)) throw new IncompleteMessageError(message.data.length, message.filled)
    const count = Math.min(7, left)
    copy(bytes, 1, message.data, message.filled, count)
    message.filled += count
    message.next = (message.next + 1) & 15
    if (message.filled < message.data.length) return
    open.delete(ecu)
    done(ecu, message.data)
  }

  return {
    accept(ecu: string | undefined, bytes: Uint8Array): void {
      const kind = bytes.length > 0 ? bytes[0]! >> 4 : -1
      if (kind === 0) {
        const length = bytes[0]! & 15
        if (length > 7) return
        const data = bytes.subarray(1, 1 + length)
        if (data.length < length && answers(data)) throw new IncompleteMessageError(length, data.length)
        done(ecu, data)
      } else if (kind === 1 && bytes.length > 1) begin(ecu, bytes)
      else if (kind === 2) go(ecu, bytes)
    },
    finish(): Message[] {
      for (const message of open.values()) throw new IncompleteMessageError(message.data.length, message.filled)
      return messages
    },
  }
}

/** For a few bytes a loop is many times faster than a view and `set`. */
function copy(from: Uint8Array, at: number, to: Uint8Array, place: number, count: number): void {
  for (let byte = 0; byte < count; byte++) to[place + byte] = from[at + byte]!
}

export class IncompleteMessageError extends BaseError {
  override readonly name = 'Obd.IncompleteMessageError'
  constructor(expected: number, found: number) {
    super(`Expected a message of ${expected} bytes, found ${found}; frames are missing.`)
  }
}

export class FrameOrderError extends BaseError {
  override readonly name = 'Obd.FrameOrderError'
  constructor(expected: number, found: number) {
    super(`Expected frame ${expected} of a long message, found frame ${found}; one was lost.`)
  }
}
