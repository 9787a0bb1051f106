import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveStatic } from './serveStatic.ts'

const inline = 'self.__next_f=[];self.__next_f.push([0,"<b>"])'
const page = (title: string) =>
  `<html><title>${title}</title><script>${inline}</script><script src="/x.js"></script></html>`
const files: Record<string, string> = {
  'index.html': page('home'),
  'block.html': page('block'),
  'block.txt': 'data of the block page',
  'block/__next._tree.txt': 'tree of the block page',
  'explorer.html': `${page('explorer')}${'x'.repeat(3_000)}`,
  'docs/index.html': page('docs'),
  '404.html': page('lost'),
  '_next/static/chunks/a-0f.js': `console.log(${'1'.repeat(3_000)})`,
  'pixel.png': '\x89PNG',
  'snark.wasm': '\0asm',
}
const config = { rpcUrl: 'http://127.0.0.1:8545', wsUrl: 'ws://127.0.0.1:8545', chainId: 31_337 }

let base: string
let root: string
let server: Awaited<ReturnType<typeof serveStatic>>
let current: object | undefined = config

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'qood-site-'))
  root = join(base, 'out')
  await writeFile(join(base, 'secret.txt'), 'secret')
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  server = await serveStatic({ root, port: 0, config: () => current, connect: () => [config.rpcUrl, config.wsUrl] })
})
afterAll(async () => {
  await server.stop()
  await rm(base, { recursive: true })
})

type Answer = { status: number; headers: Record<string, string>; body: Buffer }

/** Sends the path as it stands; fetch would tidy it up. */
async function get(path: string, options: { method?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
  const sent = request({ host: '127.0.0.1', port: server.port, path, ...options })
  sent.end()
  const [response] = await once(sent, 'response')
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }
}
const titleOf = async (path: string) => /<title>(.*)<\/title>/.exec(String((await get(path)).body))?.[1]

test('serves pages by their address, with and without a slash at the end', async () => {
  expect(await titleOf('/')).toBe('home')
  expect(await titleOf('/explorer')).toBe('explorer')
  expect(await titleOf('/explorer/')).toBe('explorer')
  expect(await titleOf('/explorer?from=1#x')).toBe('explorer')
  expect(await titleOf('/docs')).toBe('docs')
})

test('serves explorer addresses of EIP-3091 with the page of their kind, and its data', async () => {
  expect(await titleOf('/block/17')).toBe('block')
  expect(await titleOf('/block/0xabc/')).toBe('block')
  expect(String((await get('/block/17.txt')).body)).toBe(files['block.txt'])
  expect(String((await get('/block/17/__next._tree.txt')).body)).toBe(files['block/__next._tree.txt'])
  expect((await get('/block/17/18')).status).toBe(404)
  expect((await get('/blocks/17')).status).toBe(404)
})

test('a page that is not there is the page that says so; a script that is not there is plain', async () => {
  const lost = await get('/nowhere')
  expect(lost.status).toBe(404)
  expect(String(lost.body)).toContain('lost')
  const script = await get('/_next/static/chunks/old.js')
  expect([script.status, script.headers['content-type']]).toEqual([404, 'text/plain; charset=utf-8'])
})

test('names the type of each file', async () => {
  const types = { '/': 'text/html; charset=utf-8', '/pixel.png': 'image/png', '/snark.wasm': 'application/wasm' }
  for (const [path, type] of Object.entries(types)) expect((await get(path)).headers['content-type']).toBe(type)
})

test('allows exactly the inline scripts of the page, its own files and the node', async () => {
  const policy = (await get('/')).headers['content-security-policy']!
  const hash = createHash('sha256').update(inline).digest('base64')
  expect(policy).toContain(`script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}';`)
  expect(policy).toContain(`connect-src 'self' ${config.rpcUrl} ${config.wsUrl};`)
  expect(policy).toContain("frame-ancestors 'none'")
})

test('every answer carries the security headers', async () => {
  for (const path of ['/', '/nowhere', '/config.json', '/_next/x', '/pixel.png']) {
    expect((await get(path)).headers).toMatchObject({
      'content-security-policy': expect.stringContaining("object-src 'none'"),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'permissions-policy': expect.stringContaining('serial=(self), usb=(self)'),
    })
  }
})

test('compresses as the browser likes it, and the content is the same', async () => {
  const path = '/_next/static/chunks/a-0f.js'
  const plain = await get(path)
  const brotli = await get(path, { headers: { 'accept-encoding': 'gzip, deflate, br' } })
  const zipped = await get(path, { headers: { 'accept-encoding': 'gzip, br;q=0' } })
  expect([plain, brotli, zipped].map(({ headers }) => headers['content-encoding'])).toEqual([undefined, 'br', 'gzip'])
  expect(brotliDecompressSync(brotli.body)).toEqual(plain.body)
  expect(gunzipSync(zipped.body)).toEqual(plain.body)
  expect(brotli.body.length).toBeLessThan(plain.body.length / 10)
  expect(
    (await get('/pixel.png', { headers: { 'accept-encoding': 'br' } })).headers['content-encoding'],
  ).toBeUndefined()
})

test('files with a hash in their name stay with the browser; the rest is asked for again and costs nothing', async () => {
  expect((await get('/_next/static/chunks/a-0f.js')).headers['cache-control']).toContain('immutable')
  const first = await get('/explorer')
  expect(first.headers['cache-control']).toBe('no-cache')
  const again = await get('/explorer', { headers: { 'if-none-match': `"other", W/${first.headers.etag}` } })
  expect([again.status, again.body.length]).toEqual([304, 0])
  expect((await get('/explorer', { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
})

test('tells the app where its node is, or that it is not up yet', async () => {
  const answer = await get('/config.json')
  expect(JSON.parse(String(answer.body))).toEqual(config)
  expect(answer.headers['cache-control']).toBe('no-store')
  current = undefined
  expect((await get('/config.json')).status).toBe(503)
  current = config
})

test('answers GET and HEAD only', async () => {
  const head = await get('/', { method: 'HEAD' })
  expect([head.status, head.body.length, Number(head.headers['content-length'])]).toEqual([
    200,
    0,
    files['index.html']!.length,
  ])
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await get('/', { method })).status).toBe(405)
})

test('no path leads out of the app', async () => {
  const paths = ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/block/../../secret.txt', '//secret.txt']
  for (const path of [...paths, '/block/1/../../secret.txt', '/%', '/%00', '/..\\secret.txt']) {
    const answer = await get(path)
    expect([path, answer.status]).toEqual([path, 404])
    expect(String(answer.body)).not.toContain('secret')
  }
})

test('lives through any bytes that a client sends', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 60 }), async (text) => {
      const socket = createConnection(server.port, '127.0.0.1')
      socket.on('error', () => {})
      socket.end(`GET /${text} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      socket.resume()
      await once(socket, 'close')
    }),
    { numRuns: 50 },
  )
  expect((await get('/')).status).toBe(200)
})

test('a folder without an app is refused with the remedy', async () => {
  const empty = { port: 0, config: () => undefined, connect: () => [] }
  await expect(serveStatic({ ...empty, root: join(base, 'none') })).rejects.toThrow('Build it with `npm run build`')
  await expect(serveStatic({ ...empty, root: join(root, '_next') })).rejects.toMatchObject({ name: 'Site.NoSiteError' })
})
