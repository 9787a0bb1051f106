import { setTimeout as delay } from 'node:timers/promises'

const waitMs = 90_000

/** Returns the address of a page that is named without its id: of the page of a listing, that of the first one for sale. */
export async function resolvePage(appUrl: string, path: string): Promise<string> {
  return path === '/market/listing' ? `${path}?id=${await findListing(appUrl)}` : path
}

/** The simulated cars of a network that has just begun list their first drives within a minute. */
async function findListing(appUrl: string): Promise<string> {
  const config = (await (await fetch(`${appUrl}/config.json`)).json()) as { services: { indexer: { http: string } } }
  for (const deadline = Date.now() + waitMs; Date.now() < deadline; await delay(500)) {
    const page = await (await fetch(`${config.services.indexer.http}/listings?limit=1&sort=dearest`)).json()
    const [row] = (page as { rows: { id: string; title: string | null }[] }).rows
    if (row?.title) return row.id
  }
  throw new Error(`Expected a listing within ${waitMs / 1_000} seconds, found none.`)
}
