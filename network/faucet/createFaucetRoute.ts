import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { parseAddress } from '../../lib/chain/parseAddress.ts'
import { BaseError } from '../../lib/errors.ts'
import type { Route } from '../up/serveStatic.ts'
import type { Faucet } from './createFaucet.ts'

const maxBodyBytes = 1_000
const bodyTimeoutMs = 5_000
const bodySchema = z.strictObject({ address: z.string() })

const statuses: Record<string, number> = {
  'Faucet.NotDevelopmentChainError': 403,
  'Faucet.ForeignSiteError': 403,
  'Faucet.TooSoonError': 429,
  'Faucet.BusyError': 429,
  'Faucet.EmptyError': 503,
  'Faucet.NodeError': 502,
}

/** Returns what answers POST /faucet with `{ address }`; errors go out with their stable names. */
export function createFaucetRoute(faucet: Faucet): Route {
  return async (request, response) => {
    try {
      verifyOrigin(request)
      const { address } = parseBody(await readBody(request))
      send(response, 200, await faucet.give(address))
    } catch (error) {
      sendError(response, error)
    }
  }
}

/** A page of another site must not spend here in the name of who visits it. */
function verifyOrigin({ method, headers }: IncomingMessage): void {
  if (method !== 'POST') throw new MethodError()
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') throw new ForeignSiteError()
  if (!headers['content-type']?.startsWith('application/json')) throw new InvalidRequestError('JSON')
}

async function readBody(request: IncomingMessage): Promise<string> {
  const signal = AbortSignal.timeout(bodyTimeoutMs)
  const stop = () => request.destroy()
  signal.addEventListener('abort', stop)
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > maxBodyBytes) throw new InvalidRequestError(`at most ${maxBodyBytes} bytes`)
      chunks.push(chunk)
    }
  } finally {
    signal.removeEventListener('abort', stop)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseBody(text: string) {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new InvalidRequestError('JSON')
  }
  const body = bodySchema.safeParse(json)
  if (!body.success) throw new InvalidRequestError('{"address":"0x…"}')
  return { address: parseAddress(body.data.address) }
}

function sendError(response: ServerResponse, error: unknown): void {
  if (!(error instanceof BaseError)) return void response.destroy()
  const { shortMessage: message, details } = error
  // Addresses are read by the chain's own rules; here their errors are errors of the request.
  const name = error.name.startsWith('Faucet.') ? error.name : 'Faucet.InvalidRequestError'
  const retry = 'retryAfterSeconds' in error ? { 'retry-after': String(error.retryAfterSeconds) } : {}
  const allow = name === 'Faucet.MethodError' ? { allow: 'POST' } : {}
  const status = name === 'Faucet.MethodError' ? 405 : (statuses[name] ?? 400)
  send(response, status, { error: { name, message, details } }, { ...retry, ...allow })
}

function send(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      ...headers,
    })
    .end(JSON.stringify(body))
}

export class MethodError extends BaseError {
  override readonly name = 'Faucet.MethodError'
  constructor() {
    super('Expected POST.')
  }
}

export class ForeignSiteError extends BaseError {
  override readonly name = 'Faucet.ForeignSiteError'
  constructor() {
    super('Expected a request from a page of this app, found one from another site.')
  }
}

export class InvalidRequestError extends BaseError {
  override readonly name = 'Faucet.InvalidRequestError'
  constructor(expected: string) {
    super(`Expected ${expected}.`)
  }
}
