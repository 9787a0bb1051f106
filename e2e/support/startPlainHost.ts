import { once } from 'node:events'
import { createServer } from 'node:http'

/** Serves the app as a web host that knows nothing of it: what is no file gets the 404 page. */
export async function startPlainHost(appUrl: string): Promise<{ url: string; stop(): void }> {
  const isMapped = (path: string) => /^\/(block|tx|address|token)\//.test(path)
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/'
    const source = await fetch(appUrl + (isMapped(path) ? '/404.html' : path))
    response.writeHead(isMapped(path) ? 404 : source.status, {
      'content-type': source.headers.get('content-type') ?? '',
    })
    response.end(Buffer.from(await source.arrayBuffer()))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
