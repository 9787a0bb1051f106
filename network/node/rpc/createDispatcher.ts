import { BaseError } from '../../../lib/errors.ts'
import type { Metrics } from './createMetrics.ts'
import { formatError } from './formatError.ts'
import type { Limits } from './Limits.ts'
import { type Client, type Methods, type Params, RawJson } from './Method.ts'
import {
  InvalidParamsError,
  InvalidRequestError,
  LimitExceededError,
  MethodNotFoundError,
  ParseError,
  RequestTimeoutError,
} from './RpcError.ts'

/*
 * JSON-RPC 2.0: one text in, one text out, whatever the transport. A notification gets no answer, a broken request
 * gets an error with id null, and nothing that a caller sends may throw out of here.
 */
export type Dispatcher = {
  /** Returns the answer, or undefined when there is none to give (notifications only). Never rejects. */
  handle(text: string, client: Client): Promise<string | undefined>
}

export type DispatcherOptions = {
  methods: Methods
  limits: Pick<Limits, 'batch' | 'responseBytes' | 'deadlineMs' | 'concurrentRequests'>
  metrics: Metrics
  /** Tokens for that many requests: 0, or the milliseconds to wait. */
  admit(client: Client, requests: number): number
  /** Told of faults of ours, which callers see as "internal error" only. */
  onFault?: ((method: string, error: unknown) => void) | undefined
}

type Request = { id: string | number | null | undefined; method: string; params: Params }

/** Returns the handler of JSON-RPC texts over the methods. */
export function createDispatcher({ methods, limits, metrics, admit, onFault }: DispatcherOptions): Dispatcher {
  const table = new Map(Object.entries(methods))
  let running = 0

  async function handle(text: string, client: Client): Promise<string | undefined> {
    if (isNestedDeeply(text)) return failure(null, new InvalidRequestError(`nested deeper than ${maxNesting} levels`))
    let payload: unknown
    try {
      payload = JSON.parse(text)
    } catch {
      return failure(null, new ParseError(text.length === 0 ? 'nothing' : `${text.length} characters that are not`))
    }
    try {
      const count = Array.isArray(payload) ? payload.length : 1
      checkLoad(count, client)
      return Array.isArray(payload) ? await handleBatch(payload, client) : await handleOne(payload, client)
    } catch (error) {
      return failure(null, error)
    }
  }

  function checkLoad(count: number, client: Client): void {
    if (count === 0) throw new InvalidRequestError('empty batch')
    if (count > limits.batch) throw new InvalidRequestError(`batch of ${count} requests, at most ${limits.batch}`)
    if (running + count > limits.concurrentRequests) throw new LimitExceededError('the server is busy, try again')
    const waitMs = admit(client, count)
    if (waitMs > 0) throw new LimitExceededError(`too many requests, try again in ${waitMs} ms`)
  }

  async function handleBatch(payload: readonly unknown[], client: Client): Promise<string | undefined> {
    let size = 0
    const answers = await Promise.all(payload.map((item) => handleOne(item, client)))
    const texts: string[] = []
    answers.forEach((answer, i) => {
      if (answer === undefined) return
      size += answer.length
      texts.push(size > limits.responseBytes ? failure(idOf(payload[i]), tooLarge(limits.responseBytes)) : answer)
    })
    return texts.length === 0 ? undefined : `[${texts.join(',')}]`
  }

  async function handleOne(payload: unknown, client: Client): Promise<string | undefined> {
    let request: Request
    try {
      request = readRequest(payload)
    } catch (error) {
      return failure(idOf(payload), error)
    }
    const startedAt = performance.now()
    running++
    let answer: string
    let failed = false
    try {
      answer = success(request.id ?? null, await call(request, client), limits.responseBytes)
    } catch (error) {
      failed = true
      if (!(error instanceof BaseError)) onFault?.(request.method, error)
      answer = failure(request.id ?? null, error)
    }
    running--
    metrics.record(request.method, performance.now() - startedAt, failed)
    return request.id === undefined ? undefined : answer
  }

  function call({ method, params }: Request, client: Client): unknown {
    const run = table.get(method)
    if (run === undefined) throw new MethodNotFoundError(method)
    const result = run(params, client)
    return result instanceof Promise ? withDeadline(result, limits.deadlineMs) : result
  }

  return { handle }
}

const maxNesting = 200
const openers: ReadonlySet<number> = new Set([0x5b, 0x7b])
const closers: ReadonlySet<number> = new Set([0x5d, 0x7d])

/** No method needs it, and whoever walks the value after us, by recursion, would run out of stack. */
function isNestedDeeply(text: string): boolean {
  if (text.length <= maxNesting) return false
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (inString) {
      if (code === 0x5c) i++
      else if (code === 0x22) inString = false
    } else if (code === 0x22) inString = true
    else if (openers.has(code)) depth++
    else if (closers.has(code)) depth--
    if (depth > maxNesting) return true
  }
  return false
}

function readRequest(payload: unknown): Request {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw new InvalidRequestError('expected an object')
  }
  const { jsonrpc, id, method, params } = payload as Record<string, unknown>
  if (jsonrpc !== '2.0') throw new InvalidRequestError('expected "jsonrpc": "2.0"')
  if (typeof method !== 'string') throw new InvalidRequestError('expected "method" to be a string')
  if (!isId(id) && id !== undefined) throw new InvalidRequestError('expected "id" to be a string, a number or null')
  if (params === undefined || params === null) return { id, method, params: [] }
  if (typeof params !== 'object') throw new InvalidRequestError('expected "params" to be an array')
  if (!Array.isArray(params)) throw new InvalidParamsError('expected params by position, in an array')
  return { id, method, params }
}

function isId(id: unknown): id is string | number | null {
  return id === null || (typeof id === 'string' && id.length <= 256) || (typeof id === 'number' && Number.isFinite(id))
}

function idOf(payload: unknown): string | number | null {
  if (typeof payload !== 'object' || payload === null) return null
  const { id } = payload as { id?: unknown }
  return isId(id) ? id : null
}

function success(id: string | number | null, result: unknown, maxBytes: number): string {
  const json = result instanceof RawJson ? result.text : (JSON.stringify(result) ?? 'null')
  if (json.length > maxBytes) throw tooLarge(maxBytes)
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${json}}`
}

function failure(id: string | number | null, error: unknown): string {
  return JSON.stringify({ jsonrpc: '2.0', id, error: formatError(error) })
}

function tooLarge(maxBytes: number): LimitExceededError {
  return new LimitExceededError(`the answer is larger than ${maxBytes} bytes, ask for less`)
}

function withDeadline(result: Promise<unknown>, timeoutMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new RequestTimeoutError(timeoutMs)), timeoutMs)
    result.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
