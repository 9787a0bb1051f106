/* Keeps the shell of the app at hand for when its server is away. The server always comes first: a kept page is shown only
   when none can be fetched, and where the node is (/config.json) is never kept. So an old app never meets a new chain. */

const shell = 'qood-shell-1'
const most = 250
const kinds = /^\/(block|tx|address|token)\/[^/]+$/

self.addEventListener('install', () => self.skipWaiting())

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname === '/config.json') return
  // Names of built files hold a hash of their content: what is kept under a name is right for ever.
  if (url.pathname.startsWith('/_next/static/')) event.respondWith(fromShell(request, url))
  else event.respondWith(fromServer(request, url))
})

async function fromShell(request, url) {
  const kept = await caches.match(url.pathname, { cacheName: shell })
  // All workers are one script, told apart by what stands behind the # of its address. A kept answer remembers the whole
  // address that it was fetched for, and the browser would take that for the worker's own: a copy has none.
  return kept ? new Response(kept.body, kept) : fetchAndKeep(request, url.pathname)
}

async function fromServer(request, url) {
  const isPage = request.mode === 'navigate'
  // All pages of a kind are one file; data of the router is asked for with a changing query.
  const name = isPage ? url.pathname.replace(kinds, '/$1') : url.pathname
  try {
    return await fetchAndKeep(request, name)
  } catch (error) {
    const kept = await caches.match(name, { cacheName: shell })
    if (kept) return kept
    const home = isPage && (await caches.match('/', { cacheName: shell }))
    if (home) return Response.redirect('/')
    throw error
  }
}

async function fetchAndKeep(request, name) {
  const response = await fetch(request)
  if (response.ok && response.type === 'basic') {
    const copy = response.clone()
    caches.open(shell).then((cache) => cache.put(name, copy).then(() => trim(cache)))
  }
  return response
}

/** The oldest go first; what is still in use is fetched again. */
async function trim(cache) {
  const names = await cache.keys()
  await Promise.all(names.slice(0, Math.max(0, names.length - most)).map((name) => cache.delete(name)))
}

async function dropOthers() {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== shell).map((name) => caches.delete(name)))
}
