import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { BaseError } from '../../../lib/errors.ts'
import { monotonicNow } from '../../monotonicNow.ts'
import { createRateLimiter } from '../../node/rpc/createRateLimiter.ts'
import type { Rate } from '../../node/rpc/Limits.ts'
import type { IndexStore } from '../IndexStore.ts'
import type { IndexState } from '../startFollower.ts'
import { createOpenApi } from './openApi.ts'
import { NotFoundError, type Route } from './Route.ts'
import { routes } from './routes.ts'

export type ApiOptions = {
  store: IndexStore
  state(): IndexState
  /** 0 takes any free port. */
  port: number
  rate?: Rate
  loopbackRate?: Rate
  /** Milliseconds on a clock that is never set back. */
  now?: () => number
  onFault?: (path: string, error: unknown) => void
}

export type Api = { port: number; stop(): Promise<void> }

// The index holds nothing that the chain does not, so any page may read it.
const headers = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, OPTIONS',
  'access-control-max-age': '86400',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}
const deadlineMs = 10_000
const maxUrl = 2_000
/** An index that is further behind than this is told to be ill. */
const maxBehind = 20

/** Returns once the index is served over HTTP on one port of 127.0.0.1. */
export async function startApi(options: ApiOptions): Promise<Api> {
  const { now = monotonicNow } = options
  const rate = options.rate ?? { perSecond: 50, burst: 200 }
  const loopbackRate = options.loopbackRate ?? { perSecond: 2_000, burst: 5_000 }
  const limiter = createRateLimiter({ rate, loopbackRate, now })
  const openApi = JSON.stringify(createOpenApi())
  const counts = { requests: 0, refused: 0, faults: 0 }
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 10_000, keepAliveTimeout: 65_000 })
  server.maxConnections = 2_000
  server.on('request', (request, response) => {
    counts.requests++
    answer(request, response).catch((error: unknown) => {
      counts.faults++
      options.onFault?.(request.url ?? '', error)
      sendError(response, 500, new FaultError())
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'OPTIONS') return send(response, 204, '')
    if (request.method !== 'GET' && request.method !== 'HEAD') return sendError(response, 405, new MethodError())
    const text = request.url ?? '/'
    if (text.length > maxUrl)
      return sendError(response, 414, new InvalidParameterError('the address', `at most ${maxUrl} characters`))
    const url = new URL(text, 'http://index')
    if (url.pathname === '/openapi.json') return send(response, 200, openApi)
    if (url.pathname === '/health') return sendHealth(response, options.state())
    if (url.pathname === '/metrics')
      return send(response, 200, formatMetrics(options.state(), counts), 'text/plain; version=0.0.4')
    const found = findRoute(url.pathname)
    if (!found) return sendError(response, 404, new NotFoundError(`path ${url.pathname.slice(0, 80)}`))
    const waitMs = limiter.take(request.socket.remoteAddress ?? '', found.route.cost ?? 1)
    if (waitMs > 0) {
      counts.refused++
      response.setHeader('retry-after', String(Math.ceil(waitMs / 1000)))
      return sendError(response, 429, new RateLimitError(waitMs))
    }
    await answerRoute(response, found.route, { ...readQuery(url), ...found.path }, options)
  }

  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : options.port)
    })
  })
  return {
    port,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      await Promise.race([closed, delay(1_000)])
      server.closeAllConnections()
      await closed
    },
  }
}

type Parameters = Readonly<Record<string, string | readonly string[]>>

async function answerRoute(response: ServerResponse, route: Route, given: Parameters, options: ApiOptions) {
  const unknown = findUnknown(route, given)
  if (unknown !== undefined) return sendError(response, 400, new InvalidParameterError(unknown, 'no such parameter'))
  const params = route.params.safeParse(given)
  if (!params.success) {
    const [issue] = params.error.issues
    return sendError(response, 400, new InvalidParameterError(issue?.path.join('.') ?? '', issue?.message ?? ''))
  }
  try {
    const signal = AbortSignal.timeout(deadlineMs)
    const result = await route.run(params.data as never, { store: options.store, state: options.state, signal })
    send(response, 200, JSON.stringify(result))
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    sendError(response, error instanceof NotFoundError ? 404 : 400, error)
  }
}

function findUnknown({ params }: Route, given: Parameters): string | undefined {
  const shape = (params as unknown as { shape: Record<string, unknown> }).shape
  return Object.keys(given).find((name) => !Object.hasOwn(shape, name))
}

/** A parameter that comes twice is a list, which no schema takes. */
function readQuery(url: URL): Parameters {
  const names = [...new Set(url.searchParams.keys())]
  return Object.fromEntries(
    names.map((name) => {
      const values = url.searchParams.getAll(name)
      return [name, values.length === 1 ? values[0]! : values]
    }),
  )
}

const patterns = routes.map((route) => ({
  route,
  names: [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!),
  pattern: new RegExp(`^${route.path.replace(/\{\w+\}/g, '([^/]+)')}$`),
}))

function findRoute(path: string): { route: Route; path: Record<string, string> } | undefined {
  for (const { route, names, pattern } of patterns) {
    const match = pattern.exec(path)
    if (!match) continue
    try {
      return { route, path: Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(match[i + 1]!)])) }
    } catch {
      return undefined
    }
  }
  return undefined
}

function sendHealth(response: ServerResponse, state: IndexState): void {
  const behind = state.head === undefined ? undefined : state.head - state.number
  const ok = state.status === 'live' || (behind !== undefined && behind <= maxBehind && state.status !== 'waiting')
  send(response, ok ? 200 : 503, JSON.stringify({ ok, ...state, behind }))
}

function formatMetrics(state: IndexState, counts: { requests: number; refused: number; faults: number }): string {
  const values = {
    qood_index_block: state.number,
    qood_index_head: state.head ?? 0,
    qood_index_lag_ms: state.lagMs ?? 0,
    qood_index_rebuilds: state.rebuilds,
    qood_index_requests_total: counts.requests,
    qood_index_refused_total: counts.refused,
    qood_index_faults_total: counts.faults,
    process_resident_memory_bytes: process.memoryUsage.rss(),
  }
  return `${Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join('\n')}\n`
}

function sendError(response: ServerResponse, status: number, { name, shortMessage: message }: BaseError): void {
  send(response, status, JSON.stringify({ error: { name, message } }))
}

function send(response: ServerResponse, status: number, body: string, type = 'application/json'): void {
  if (response.writableEnded || response.destroyed) return
  response.writeHead(status, { ...headers, 'content-type': type, 'content-length': Buffer.byteLength(body) })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

export class InvalidParameterError extends BaseError {
  override readonly name = 'Indexer.InvalidParameterError'
  constructor(parameter: string, problem: string) {
    super(`The parameter "${parameter.slice(0, 60)}" is not right: ${problem.slice(0, 200)}.`)
  }
}

export class RateLimitError extends BaseError {
  override readonly name = 'Indexer.RateLimitError'
  constructor(waitMs: number) {
    super(`Too many requests; there is room again in ${Math.ceil(waitMs / 1000)} s.`)
  }
}

export class MethodError extends BaseError {
  override readonly name = 'Indexer.MethodError'
  constructor() {
    super('Expected GET.')
  }
}

export class FaultError extends BaseError {
  override readonly name = 'Indexer.FaultError'
  constructor() {
    super('The index failed to answer; its log says why.')
  }
}
