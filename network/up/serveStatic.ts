import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { brotliCompress, gzip, constants as zlib } from 'node:zlib'
import { findSiteFile } from './findSiteFile.ts'
import { createSiteFile, loadSite, type Site, type SiteFile } from './loadSite.ts'
import { securityHeaders } from './securityHeaders.ts'

export type StaticServerOptions = {
  /** The exported app. */
  root: string
  /** On 127.0.0.1; 0 takes any free port. */
  port: number
  /** What /config.json says now, or undefined while the node is not up. */
  config: () => object | undefined
  /** Addresses besides its own that the app may talk to now. */
  connect: () => readonly string[]
  /** What answers at paths of their own, with any method. */
  routes?: ReadonlyMap<string, Route>
}

export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>

type Encoding = 'br' | 'gzip'
type Served = { site: Site; cache: Map<string, Promise<Buffer>> } & Pick<
  StaticServerOptions,
  'config' | 'connect' | 'routes'
>

/** Returns once the exported app is served. Each file is compressed once, when it is first asked for. */
export async function serveStatic(options: StaticServerOptions): Promise<{ port: number; stop(): Promise<void> }> {
  const served: Served = { ...options, site: await loadSite(options.root), cache: new Map() }
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000 }, (request, response) => {
    answer(served, request, response).catch(() => response.destroy())
  })
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function answer(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const pathname = (request.url ?? '/').split(/[?#]/, 1)[0]!
  const route = served.routes?.get(pathname)
  if (route) return route(request, response)
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, { allow: 'GET, HEAD' })
  if (pathname === '/config.json') return answerConfig(served, request, response)
  const file = findSiteFile(served.site, pathname)
  if (file) return send(served, request, response, file, 200)
  const missing = pathname.startsWith('/_next/') ? undefined : served.site.get('/404.html')
  if (missing) return send(served, request, response, missing, 404)
  refuse(response, 404)
}

function answerConfig(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> | void {
  const config = served.config()
  if (!config) return refuse(response, 503, { 'retry-after': '1' })
  const file = createSiteFile('/config.json', Buffer.from(JSON.stringify(config)))
  return send(served, request, response, file, 200)
}

async function send(
  { connect, cache }: Served,
  request: IncomingMessage,
  response: ServerResponse,
  file: SiteFile,
  status: number,
): Promise<void> {
  const headers: Record<string, string | number> = {
    ...securityHeaders({ scriptHashes: file.scriptHashes, connect: connect() }),
    'content-type': file.type,
    'cache-control': cacheControlOf(file.path),
    etag: file.etag,
    vary: 'accept-encoding',
  }
  if (status === 200 && isKnown(request.headers['if-none-match'], file.etag)) {
    response.writeHead(304, headers).end()
    return
  }
  const encoding = isCompressible(file) ? acceptedEncoding(request.headers['accept-encoding']) : undefined
  const body = encoding ? await compress(cache, file, encoding) : file.body
  if (encoding) headers['content-encoding'] = encoding
  headers['content-length'] = body.length
  response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body)
}

function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  const body = { 404: 'Not found', 405: 'Only GET and HEAD', 503: 'The node is starting' }[status]
  const plain = { ...securityHeaders({ scriptHashes: [], connect: [] }), 'content-type': 'text/plain; charset=utf-8' }
  response.writeHead(status, { ...plain, 'cache-control': 'no-store', ...headers }).end(`${body}\n`)
}

/** Names under /_next/static carry a hash of their content; everything else is asked for again. */
function cacheControlOf(path: string): string {
  if (path === '/config.json') return 'no-store'
  return path.startsWith('/_next/static/') ? 'public, max-age=31536000, immutable' : 'no-cache'
}

function isKnown(header: string | undefined, etag: string): boolean {
  return header?.split(',').some((known) => known.trim().replace(/^W\//, '') === etag) ?? false
}

function isCompressible({ type, body }: SiteFile): boolean {
  return body.length > 1_000 && /^(text\/|image\/svg|application\/(json|xml|wasm|manifest))/.test(type)
}

function acceptedEncoding(header: string | undefined): Encoding | undefined {
  const accepted = new Map<string, boolean>()
  for (const part of (header ?? '').toLowerCase().split(',')) {
    const [name = '', quality] = part.split(';')
    accepted.set(name.trim(), !/^\s*q=0(\.0*)?\s*$/.test(quality ?? ''))
  }
  return (['br', 'gzip'] as const).find((encoding) => accepted.get(encoding))
}

function compress(cache: Served['cache'], file: SiteFile, encoding: Encoding): Promise<Buffer> {
  const key = `${encoding} ${file.etag}`
  const known = cache.get(key)
  if (known) return known
  const options = { params: { [zlib.BROTLI_PARAM_QUALITY]: 6, [zlib.BROTLI_PARAM_SIZE_HINT]: file.body.length } }
  const work =
    encoding === 'br' ? promisify(brotliCompress)(file.body, options) : promisify(gzip)(file.body, { level: 8 })
  cache.set(key, work)
  return work
}
