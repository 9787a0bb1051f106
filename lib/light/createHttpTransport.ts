import { BaseError } from '../errors.ts'
import { isAnswerTooLarge, type RpcCall, type Transport } from './Transport.ts'

export type HttpTransportOptions = {
  url: string
  fetch: typeof fetch
  /** Most requests in one HTTP request. */
  batch?: number | undefined
  timeoutMs?: number | undefined
  /** Most bytes of an answer; a server that sends more is not listened to. */
  maxBytes?: number | undefined
}

type Waiting = { call: RpcCall; resolve(value: unknown): void; reject(error: unknown): void }
type Reply = { id?: unknown; result?: unknown; error?: { code?: unknown; message?: unknown; data?: unknown } }

/** Returns JSON-RPC over HTTP; what is asked in one breath goes in one request. */
export function createHttpTransport(options: HttpTransportOptions): Transport {
  const { url, batch = 100, timeoutMs = 10_000, maxBytes = 32 * 1024 * 1024 } = options
  let waiting: Waiting[] = []

  function flush(): void {
    const all = waiting
    waiting = []
    for (let i = 0; i < all.length; i += batch) void send(all.slice(i, i + batch))
  }

  async function send(calls: readonly Waiting[]): Promise<void> {
    try {
      const body = calls.map(({ call }, id) => ({ jsonrpc: '2.0', id, method: call.method, params: call.params ?? [] }))
      const replies = await post(calls.length === 1 ? body[0] : body)
      const byId = new Map((Array.isArray(replies) ? replies : [replies]).map((reply: Reply) => [reply?.id, reply]))
      const unfit: Waiting[] = []
      calls.forEach((one, id) => {
        const reply = byId.get(id)
        // Together with others it was too large: by itself it may not be.
        if (calls.length > 1 && isAnswerTooLarge(reply?.error)) unfit.push(one)
        else settle(one, reply)
      })
      sendHalves(unfit)
    } catch (error) {
      for (const one of calls) one.reject(error)
    }
  }

  function sendHalves(calls: readonly Waiting[]): void {
    const middle = Math.ceil(calls.length / 2)
    for (const half of [calls.slice(0, middle), calls.slice(middle)]) if (half.length > 0) void send(half)
  }

  async function post(body: unknown): Promise<unknown> {
    const { status, text } = await ask(JSON.stringify(body))
    try {
      return JSON.parse(text)
    } catch {
      throw new TransportError(`HTTP ${status} with something that is not JSON`)
    }
  }

  async function ask(body: string): Promise<{ status: number; text: string }> {
    const headers = { 'content-type': 'application/json' }
    try {
      const signal = AbortSignal.timeout(timeoutMs)
      const response = await options.fetch(url, { method: 'POST', headers, body, signal })
      return { status: response.status, text: await readText(response) }
    } catch (cause) {
      throw cause instanceof TransportError ? cause : new NoConnectionError(url, cause)
    }
  }

  async function readText({ body }: Response): Promise<string> {
    if (body === null) return ''
    const decoder = new TextDecoder()
    let text = ''
    let size = 0
    for await (const chunk of iterate(body)) {
      size += chunk.length
      if (size > maxBytes) throw new TransportError(`more than ${maxBytes} bytes`)
      text += decoder.decode(chunk, { stream: true })
    }
    return text + decoder.decode()
  }

  return {
    request(call) {
      return new Promise((resolve, reject) => {
        if (waiting.push({ call, resolve, reject }) === 1) queueMicrotask(flush)
      })
    },
  }
}

function settle({ resolve, reject }: Waiting, reply: Reply | undefined): void {
  if (reply?.error) reject(new RpcRefusedError(reply.error))
  else if (reply === undefined || !('result' in reply)) reject(new TransportError('no answer to one of the questions'))
  else resolve(reply.result)
}

/** Not every browser lets streams be iterated. */
async function* iterate(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** What the server said no with; `code` and `data` are as it gave them. */
export class RpcRefusedError extends BaseError {
  override readonly name = 'Rpc.RefusedError'
  readonly code: number
  readonly data: unknown
  constructor({ code, message, data }: NonNullable<Reply['error']>) {
    super(String(message ?? 'an error without words').slice(0, 500))
    this.code = typeof code === 'number' ? code : -32603
    this.data = data
  }
}

export class TransportError extends BaseError {
  override readonly name = 'Rpc.TransportError'
  constructor(found: string) {
    super(`Expected JSON-RPC answers from the server, found ${found}.`)
  }
}

/** Nobody answers there: the server is away, or the network between. */
export class NoConnectionError extends BaseError {
  override readonly name = 'Rpc.NoConnectionError'
  constructor(url: string, cause: unknown) {
    super(`The server at ${url} does not answer.`, { cause })
  }
}
