import { BaseError } from '../errors.ts'
import { AdapterLostError } from './AdapterLostError.ts'
import type { Link, Transport } from './Transport.ts'

/*
 * One conversation with an adapter: a request goes out only when the prompt of the one before has come, and its reply is
 * everything up to the next `>`. After a reply that did not come in time the line is brought back to a prompt first, so that a
 * late answer is never taken for the answer to something else. Every wait has a deadline and can be cancelled.
 */
export type AskOptions = {
  timeoutMs?: number
  signal?: AbortSignal
  /** Send although the line may not be at a prompt, while nobody knows yet whether an adapter is there. */
  probing?: boolean
}

export type Exchange = { request: string; raw: string; sentMs: number; receivedMs: number }

export type Dialogue = {
  /** Returns the reply up to the prompt. */
  ask(request: string, options?: AskOptions): Promise<Exchange>
  /** Several exchanges between which nothing else is asked. */
  together<T>(work: (ask: Dialogue['ask']) => Promise<T>): Promise<T>
  close(): Promise<void>
  /** Set once the adapter is gone. */
  lost(): BaseError | undefined
}

export type DialogueOptions = {
  now?: () => number
  /** Hears every exchange, as text; for the log of a trip. */
  log?: (exchange: Exchange) => void
  onLost?: (reason: BaseError) => void
}

const decoder = new TextDecoder('latin1')

/** Opens the transport at this speed and returns the conversation. */
export async function createDialogue(
  transport: Transport,
  baudRate: number,
  { now = () => performance.now(), log, onLost }: DialogueOptions = {},
): Promise<Dialogue> {
  let buffer = ''
  let wake: (() => void) | undefined
  let lost: BaseError | undefined
  let isDirty = false
  /** Requests whose prompt was not seen yet; while one is looked for at different speeds there may be several. */
  let unanswered = 0
  let queue: Promise<unknown> = Promise.resolve()
  let receivedMs = 0

  const fail = (reason: BaseError) => {
    if (lost) return
    lost = reason
    wake?.()
    onLost?.(reason)
  }
  const link: Link = await transport.open(baudRate, {
    receive(bytes) {
      if (buffer.length > maxBuffered) buffer = buffer.slice(-1024)
      receivedMs = now()
      buffer += decoder.decode(bytes)
      wake?.()
    },
    lost: fail,
  })

  async function send(text: string): Promise<void> {
    if (lost) throw lost
    unanswered++
    try {
      await link.write(encode(text))
    } catch (error) {
      fail(error instanceof BaseError ? error : new AdapterLostError(error))
      throw lost
    }
  }

  /** Waits until `read` finds something in the buffer. */
  function waitFor<T>(read: () => T | undefined, timeoutMs: number, signal?: AbortSignal): Promise<T | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<T | undefined>()
    const look = () => {
      const found = read()
      if (found !== undefined) resolve(found)
      else if (lost) reject(lost)
    }
    const abort = () => reject(signal?.reason)
    const timer = setTimeout(() => resolve(undefined), timeoutMs)
    wake = look
    signal?.addEventListener('abort', abort, { once: true })
    if (signal?.aborted) abort()
    else look()
    return promise.finally(() => {
      wake = undefined
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    })
  }

  function takeReply(): string | undefined {
    const end = buffer.indexOf('>')
    if (end === -1) return undefined
    const reply = buffer.slice(0, end)
    buffer = buffer.slice(end + 1)
    unanswered = Math.max(0, unanswered - 1)
    return reply
  }

  function discard(): void {
    while (takeReply() !== undefined);
    buffer = ''
  }

  /** Brings the line to a prompt with nothing under way. The command asks the adapter and not the car. */
  async function drain(): Promise<void> {
    for (let attempt = 0; attempt < 4; attempt++) {
      discard()
      await send('ATI\r')
      let answered = false
      let waitMs = 300 * (attempt + 1)
      // What was late comes first; the line is clean when the adapter has said its name and nothing more follows.
      for (
        let reply = await waitFor(takeReply, waitMs);
        reply !== undefined;
        reply = await waitFor(takeReply, waitMs)
      ) {
        answered = true
        waitMs = names.test(reply) && unanswered === 0 ? 30 : 300
      }
      if (!answered || buffer !== '') continue
      unanswered = 0
      isDirty = false
      return
    }
    throw new NoPromptError()
  }

  async function exchange(request: string, { timeoutMs = 2000, signal, probing }: AskOptions): Promise<Exchange> {
    signal?.throwIfAborted()
    if (isDirty && !probing) await drain()
    discard()
    const sentMs = now()
    isDirty = true
    await send(`${request}\r`)
    const raw = await waitFor(takeReply, timeoutMs, signal)
    if (raw === undefined) throw new ReplyTimeoutError(request, timeoutMs)
    isDirty = unanswered > 0
    const done = { request, raw, sentMs, receivedMs }
    log?.(done)
    return done
  }

  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work)
    queue = result.catch(() => {})
    return result
  }

  return {
    ask: (request, options = {}) => enqueue(() => exchange(request, options)),
    together: (work) => enqueue(() => work((request, options = {}) => exchange(request, options))),
    async close() {
      fail(new DialogueClosedError())
      await link.close()
    },
    lost: () => lost,
  }
}

/** What adapters and their clones call themselves, or the echo of the question. */
const names = /ATI|ELM|STN|OBD/i

function encode(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

/** Longer than any reply; a line that sends more without a prompt is noise. */
const maxBuffered = 65_536

export class ReplyTimeoutError extends BaseError {
  override readonly name = 'Obd.ReplyTimeoutError'
  constructor(request: string, timeoutMs: number) {
    super(`Expected a reply to ${request} within ${timeoutMs} ms, found no prompt.`)
  }
}

export class NoPromptError extends BaseError {
  override readonly name = 'Obd.NoPromptError'
  constructor() {
    super('The adapter no longer answers. Unplug it for a few seconds.')
  }
}

export class DialogueClosedError extends BaseError {
  override readonly name = 'Obd.DialogueClosedError'
  constructor() {
    super('The connection to the adapter was closed.')
  }
}
