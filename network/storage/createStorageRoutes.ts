import type { IncomingMessage, ServerResponse } from 'node:http'
import * as z from 'zod'
import { cidPattern, parseRawCid } from '../../lib/crypto/rawCid.ts'
import { BaseError } from '../../lib/errors.ts'
import { decodeCar, maxBlockBytes } from '../../lib/ipfs/car.ts'
import { maxCidsPerRequest } from '../../lib/ipfs/putBlocks.ts'
import { verifyStorageAccess } from '../../lib/ipfs/storageAccess.ts'
import { encodeError } from '../../lib/rpc/transferError.ts'
import { anybody, type Storage } from './createStorage.ts'
import { formatMetrics } from './formatMetrics.ts'

type Options = {
  storage: Storage
  /** What the node calls itself in /health: for people, and for bitswap. */
  node: string
  /** Of the addresses at which it is reached: proofs of access are made for these. */
  origins: readonly string[]
  swarm?: { addresses(): string[]; peers(): number } | undefined
  now: () => number
}
type Exchange = { request: IncomingMessage; response: ServerResponse; account: string; rest: string }
type Handler = (exchange: Exchange) => Promise<void> | void

const maxCarBytes = 64 * 2 ** 20
const maxJsonBytes = 2 ** 20
const cidSchema = z.string().regex(cidPattern)
const cidsSchema = z.array(cidSchema).max(maxCidsPerRequest)
const missingSchema = z.strictObject({ cids: cidsSchema })
const leaseSchema = z.strictObject({
  id: z.string().min(1).max(200),
  title: z.string().max(200),
  untilMs: z.int(),
  pull: z.boolean(),
  cids: cidsSchema,
})

const statuses: Record<string, number> = {
  'Storage.AccessDeniedError': 401,
  'Storage.OtherAddressError': 401,
  'Storage.ProofVersionError': 401,
  'Storage.NobodysLeaseError': 403,
  'Storage.NotFoundError': 404,
  'Storage.UnknownLeaseError': 404,
  'Storage.BlockTooLargeError': 413,
  'Storage.QuotaExceededError': 413,
  'Storage.DiskFullError': 507,
}

/** Returns what answers the requests of a store: blocks, leases, health. The agent's own store uses the same. */
export function createStorageRoutes({ storage, node, origins, swarm, now }: Options) {
  const startedMs = now()
  const health = async () => ({
    ...(await storage.health()),
    node,
    swarm: swarm?.addresses() ?? [],
    peers: swarm?.peers() ?? 0,
    upSeconds: Math.floor((now() - startedMs) / 1_000),
  })

  const handlers: Record<string, Handler> = {
    'GET /ipfs': ({ request, response, rest }) => serveBlock(request, response, rest),
    async 'PUT /ipfs'({ request, response, account, rest }) {
      const result = await storage.put(parseCid(rest), await readBody(request, maxBlockBytes), account)
      send(response, result === 'stored' ? 201 : 200, { cid: rest, result })
    },
    async 'POST /blocks'({ request, response, account, rest }) {
      if (rest === 'missing') {
        const { cids } = parseJson(missingSchema, await readBody(request, maxJsonBytes))
        return send(response, 200, { missing: storage.missing(cids) })
      }
      const counts = { stored: 0, already: 0 }
      for await (const { cid, bytes } of decodeCar(limit(request, maxCarBytes))) {
        counts[await storage.put(cid, bytes, account)]++
      }
      send(response, 200, counts)
    },
    'GET /leases'({ response, account, rest }) {
      const [id = '', part] = rest.split('/')
      if (part === 'blocks') return send(response, 200, { cids: storage.members(account, decodeURIComponent(id)) })
      // What came in without an account is nobody's, and nobody's business as a list.
      if (id === '') return send(response, 200, { leases: account === anybody ? [] : storage.leases(account) })
      send(response, 200, storage.findLease(account, decodeURIComponent(id)))
    },
    async 'POST /leases'({ request, response, account, rest }) {
      const [id = '', part] = rest.split('/')
      const body = await readBody(request, maxJsonBytes)
      if (part === 'check') return send(response, 200, await storage.check(account, decodeURIComponent(id)))
      if (rest !== '') throw new NotFoundError()
      send(response, 200, storage.lease(account, parseJson(leaseSchema, body)))
    },
    'DELETE /leases'({ response, account, rest }) {
      storage.release(account, decodeURIComponent(rest))
      send(response, 200, { released: true })
    },
    'GET /account': ({ response, account }) => send(response, 200, storage.account(account)),
    'GET /health': async ({ response }) => send(response, 200, await health()),
    'GET /metrics': async ({ response }) =>
      void response
        .writeHead(200, { ...sharedHeaders, 'content-type': 'text/plain; version=0.0.4' })
        .end(formatMetrics(storage.counters, await health())),
  }

  async function serveBlock(request: IncomingMessage, response: ServerResponse, cid: string): Promise<void> {
    const etag = `"${cid}.raw"`
    const headers = {
      ...sharedHeaders,
      'content-type': 'application/vnd.ipld.raw',
      'cache-control': 'public, max-age=29030400, immutable',
      'content-disposition': `attachment; filename="${parseCid(cid)}.bin"`,
      etag,
    }
    const size = storage.sizeOf(cid)
    if (size === undefined) throw new NotFoundError()
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304, headers).end()
    if (request.method === 'HEAD') return void response.writeHead(200, { ...headers, 'content-length': size }).end()
    const bytes = await storage.get(cid)
    if (!bytes) throw new NotFoundError()
    response.writeHead(200, { ...headers, 'content-length': bytes.length }).end(bytes)
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      if (request.method === 'OPTIONS') return void response.writeHead(204, preflightHeaders).end()
      const path = (request.url ?? '/').split('?', 1)[0]!
      const [, root = '', ...rest] = path.split('/')
      const method = request.method === 'HEAD' ? 'GET' : request.method
      const key = `${method} /${root}`
      const handler = Object.hasOwn(handlers, key) ? handlers[key] : undefined
      if (!handler) throw new NotFoundError()
      const { authorization } = request.headers
      const account = authorization ? await verifyStorageAccess(authorization, { origins, nowMs: now() }) : anybody
      await handler({ request, response, account, rest: rest.join('/') })
    } catch (error) {
      storage.counters.refused++
      refuse(request, response, error)
    }
  }
}

const sharedHeaders = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
}
const preflightHeaders = {
  ...sharedHeaders,
  'access-control-allow-methods': 'GET, HEAD, PUT, POST, DELETE',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-allow-private-network': 'true',
  'access-control-max-age': '86400',
}

function send(response: ServerResponse, status: number, body: object): void {
  const headers = { ...sharedHeaders, 'content-type': 'application/json', 'cache-control': 'no-store' }
  response.writeHead(status, headers).end(JSON.stringify(body))
}

function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy()
  if (!(error instanceof BaseError)) console.error(error)
  const known = error instanceof BaseError ? error : new InternalError()
  // What is left of a body that nobody reads would block the connection.
  if (!request.complete) response.setHeader('connection', 'close')
  const { cause: _, ...told } = encodeError(known)
  send(response, known instanceof InternalError ? 500 : (statuses[known.name] ?? 400), { error: told })
}

function parseCid(cid: string): string {
  parseRawCid(cid)
  return cid
}

function parseJson<T>(schema: z.ZodType<T>, bytes: Uint8Array): T {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(bytes))
  } catch (cause) {
    throw new InvalidRequestError('no JSON', cause)
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new InvalidRequestError(`${issue?.path.join('.') || 'the body'}: ${issue?.message}`)
}

async function readBody(request: IncomingMessage, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  for await (const piece of limit(request, most)) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function* limit(request: IncomingMessage, most: number): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const piece of request as AsyncIterable<Uint8Array>) {
    size += piece.length
    if (size > most) throw new BodyTooLargeError(most)
    yield piece
  }
}

export class NotFoundError extends BaseError {
  override readonly name = 'Storage.NotFoundError'
  constructor() {
    super('There is nothing at this address.')
  }
}

export class InvalidRequestError extends BaseError {
  override readonly name = 'Storage.InvalidRequestError'
  constructor(found: string, cause?: unknown) {
    super(`Expected a request as the storage interface describes it, found ${found}.`, { cause })
  }
}

export class BodyTooLargeError extends BaseError {
  override readonly name = 'Storage.BlockTooLargeError'
  constructor(most: number) {
    super(`Expected at most ${most} bytes in one request.`)
  }
}

export class InternalError extends BaseError {
  override readonly name = 'Storage.InternalError'
  constructor() {
    super('The storage node failed; its log says how.')
  }
}
