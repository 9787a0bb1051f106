import { BaseError } from '../errors.ts'
import type { Dialogue } from './createDialogue.ts'
import { decodeReply } from './decodeReply.ts'
import { parseRequest } from './parseRequest.ts'
import { isCan, type Protocol } from './protocol.ts'
import type { Decoded } from './Reading.ts'

export type Answer = { request: string; raw: string; decoded: Decoded; sentMs: number; receivedMs: number }
export type RequestOptions = {
  timeoutMs?: number
  signal?: AbortSignal
  retries?: number
  /** Asks the control unit behind this header alone. */
  header?: string
}

export type AskerOptions = {
  dialogue: Dialogue
  protocol: Protocol
  protocolNumber: string
  /** Whether the adapter prints headers. */
  headers: boolean
  /** Whether it knows the digit that ends the wait after so many lines. */
  canCount: boolean
}

/** Damage on the way or haste: worth asking once more. */
const passing = new Set([
  'Obd.StoppedError',
  'Obd.IncompleteMessageError',
  'Obd.FrameOrderError',
  'Obd.TruncatedReplyError',
  'Obd.ChecksumError',
  'Obd.DataError',
  'Obd.BufferFullError',
  'Obd.FlowControlError',
  'Obd.GarbledReplyError',
  'Obd.EmptyReplyError',
  'Obd.UnrelatedReplyError',
  'Obd.UnexpectedParameterError',
  'Obd.ReplyTimeoutError',
  'Obd.ReplyPendingError',
  'Obd.BusBusyError',
])

/**
 * Returns how to ask a car: the reply is decoded or refused, haste and damage are retried, and the number of lines of each
 * answer is learnt, so that the adapter need not wait for more (twice the speed on most).
 */
export function createAsker(options: AskerOptions) {
  const { dialogue, protocol, protocolNumber, headers } = options
  let canCount = options.canCount
  const learnt = new Map<string, { lines: number; uses: number }>()
  const slow = isCan(protocol) === false
  let quietFromMs = performance.now()

  function countDigit(text: string): string {
    const known = learnt.get(text)
    if (!canCount || !known || known.uses++ > relearnAfter) {
      learnt.delete(text)
      return ''
    }
    return known.lines.toString(16).toUpperCase()
  }

  async function askOnce(text: string, digit: string, { timeoutMs, signal }: RequestOptions): Promise<Answer> {
    const request = parseRequest(text)
    const limitMs = timeoutMs ?? (slow ? 4000 : 2000)
    if (slow && request.kind === 'car') await pause(quietFromMs + floorMs - performance.now())
    const { raw, sentMs, receivedMs } = await dialogue.ask(text + digit, {
      timeoutMs: limitMs,
      ...(signal && { signal }),
    })
    quietFromMs = performance.now()
    const decoded = decodeReply(request, raw, { protocol: protocolNumber, headers })
    if (request.kind === 'car' && digit === '') learn(text, raw)
    return { request: text, raw, decoded, sentMs, receivedMs }
  }

  function learn(text: string, raw: string): void {
    const lines = raw.split(/[\r\n]+/).filter((line) => /^[0-9A-F: \0]{4,}$/i.test(line.trim())).length
    if (lines > 0 && lines < 16 && text.startsWith('01')) learnt.set(text, { lines, uses: 0 })
  }

  return async function ask(text: string, request: RequestOptions = {}): Promise<Answer> {
    const { retries = 2, signal } = request
    for (let attempt = 0; ; attempt++) {
      const digit = countDigit(text)
      try {
        return await askOnce(text, digit, request)
      } catch (error) {
        if (signal?.aborted || !(error instanceof BaseError) || dialogue.lost()) throw error
        learnt.delete(text)
        if (digit !== '' && error.name === 'Obd.UnknownCommandError') canCount = false
        else if (digit === '' && (attempt >= retries || !passing.has(error.name))) throw error
        if (error.name === 'Obd.StoppedError' || error.name === 'Obd.ReplyPendingError') await pause(30 * (attempt + 1))
      }
    }
  }
}

/** Older buses lose requests that follow too soon. */
const floorMs = 55

/** The number of control units that answer may change while one drives. */
const relearnAfter = 500

function pause(ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms))
}
