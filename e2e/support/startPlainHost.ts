import { once } from 'node:events'
import { createServer } from 'node:http'

/** Serves the app as a web host that knows nothing of it: what is no file gets the 404 page. Pages may be changed. */
export async function startPlainHost(
  appUrl: string,
  change: (html: string) => string = (html) => html,
): Promise<{ url: string; stop(): void }> {
  const isMapped = (path: string) => /^\/(block|tx|address|token)\//.test(path)
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/'
    const source = await fetch(appUrl + (isMapped(path) ? '/404.html' : path))
    response.writeHead(isMapped(path) ? 404 : source.status, {
      'content-type': source.headers.get('content-type') ?? '',
    })
    const isPage = source.headers.get('content-type')?.startsWith('text/html')
    response.end(isPage ? change(await source.text()) : Buffer.from(await source.arrayBuffer()))
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
