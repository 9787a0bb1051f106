import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { ChainReader } from '../ChainReader.ts'
import type { Pool } from '../Pool.ts'
import type { Dispatcher } from './createDispatcher.ts'
import type { Metrics } from './createMetrics.ts'
import { formatError } from './formatError.ts'
import type { Limits } from './Limits.ts'
import { LimitExceededError, ParseError } from './RpcError.ts'

export type HttpHandlerOptions = {
  chain: ChainReader
  pool: Pool
  dispatcher: Dispatcher
  limits: Pick<Limits, 'bodyBytes'>
  now: () => number
  formatMetrics: Metrics['format']
  countSockets: () => number
}

// The node holds no keys and asks for no credentials, so any page may talk to it, as it may to a public endpoint.
const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST, GET, OPTIONS',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '86400',
  'cross-origin-resource-policy': 'cross-origin',
}

/** Returns the handler of HTTP requests: JSON-RPC by POST, and three pages for people and monitors. */
export function createHttpHandler(options: HttpHandlerOptions): RequestListener {
  return (request, response) => {
    request.on('error', () => response.destroy())
    response.on('error', () => request.destroy())
    if (request.method === 'POST') return answerPost(request, response, options)
    if (request.method === 'OPTIONS') return send(response, 204, '')
    if (request.method === 'GET' || request.method === 'HEAD') return answerGet(request, response, options)
    send(response, 405, 'Use POST with a JSON-RPC 2.0 request.\n', 'text/plain; charset=utf-8')
  }
}

function answerPost(request: IncomingMessage, response: ServerResponse, options: HttpHandlerOptions): void {
  const { dispatcher, limits } = options
  const address = request.socket.remoteAddress ?? ''
  const chunks: Buffer[] = []
  let size = 0
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= limits.bodyBytes) chunks.push(chunk)
    else refuseBody(request, response, limits.bodyBytes)
  })
  request.on('end', async () => {
    if (response.writableEnded) return
    const text = decodeText(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks))
    if (text === undefined) return sendJson(response, 200, failureText(new ParseError('bytes that are not UTF-8')))
    const answer = await dispatcher.handle(text, { address })
    if (answer === undefined) send(response, 204, '')
    else sendJson(response, 200, answer)
  })
}

function refuseBody(request: IncomingMessage, response: ServerResponse, maxBytes: number): void {
  if (response.writableEnded) return
  response.setHeader('connection', 'close')
  sendJson(response, 413, failureText(new LimitExceededError(`the request is larger than ${maxBytes} bytes`)))
  // The rest of a body that nobody reads would keep the connection busy.
  response.once('finish', () => request.destroy())
}

function answerGet(request: IncomingMessage, response: ServerResponse, options: HttpHandlerOptions) {
  const path = (request.url ?? '/').split('?')[0]
  if (path === '/') {
    const text = 'QoodBlock JSON-RPC: POST requests here, or open a WebSocket. See /health and /metrics.\n'
    return send(response, 200, text, 'text/plain; charset=utf-8')
  }
  if (path === '/health') return sendJson(response, 200, formatHealth(options))
  if (path === '/metrics') return send(response, 200, formatGauges(options), 'text/plain; version=0.0.4')
  send(response, 404, 'Nothing here.\n', 'text/plain; charset=utf-8')
}

function formatHealth({ chain, now }: HttpHandlerOptions): string {
  const number = chain.head()
  const timestamp = chain.header(number)?.timestamp ?? 0
  const ageSeconds = Math.max(0, Math.floor(now() / 1000) - timestamp)
  return JSON.stringify({ ok: true, chainId: chain.chainId, head: number, hash: chain.hash(number), ageSeconds })
}

function formatGauges({ chain, pool, formatMetrics, countSockets }: HttpHandlerOptions): string {
  const { pending, queued } = pool.size()
  return formatMetrics({
    qood_chain_head: chain.head(),
    qood_pool_pending: pending,
    qood_pool_queued: queued,
    qood_rpc_sockets: countSockets(),
    process_resident_memory_bytes: process.memoryUsage.rss(),
  })
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Returns the text, or undefined when the bytes are not UTF-8. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

/** Returns the answer to a request that could not be read. */
export function failureText(error: unknown): string {
  return JSON.stringify({ jsonrpc: '2.0', id: null, error: formatError(error) })
}

function sendJson(response: ServerResponse, status: number, json: string): void {
  send(response, status, json, 'application/json')
}

function send(response: ServerResponse, status: number, body: string, type?: string): void {
  if (response.writableEnded || response.destroyed) return
  const headers = { ...corsHeaders, ...(type && { 'content-type': type }), 'content-length': Buffer.byteLength(body) }
  response.writeHead(status, headers)
  response.end(body)
}
