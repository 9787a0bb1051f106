import { once } from 'node:events'
import { createServer, request } from 'node:http'

/**
 * Serves what the server of the app serves, without `referrer-policy`: a page that Lighthouse opens with it in a headless
 * browser ends in net::ERR_ABORTED. Of all headers only this one does it; the others are passed on as they are.
 */
export async function startWithoutReferrerPolicy(appUrl: string): Promise<{ url: string; stop(): void }> {
  const server = createServer((asked, answer) => {
    const { pathname, search } = new URL(asked.url ?? '/', appUrl)
    const { host, ...headers } = asked.headers
    const passed = request(new URL(pathname + search, appUrl), { method: asked.method, headers }, (found) => {
      delete found.headers['referrer-policy']
      answer.writeHead(found.statusCode ?? 502, found.headers)
      found.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    asked.pipe(passed)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}
