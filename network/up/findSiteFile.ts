import type { Site, SiteFile } from './loadSite.ts'

/*
 * Which file answers an address. Only names that are in the site can be answered, so no path leads out of it. Explorer
 * addresses follow EIP-3091: /block/17 is the page block.html, which reads the number from its address.
 */
/** Returns the file for the path of a request (still percent-encoded), or undefined. */
export function findSiteFile(site: Site, pathname: string): SiteFile | undefined {
  const path = decodePath(pathname)
  if (path === undefined) return undefined
  const page = path.endsWith('/') ? path.slice(0, -1) : path
  const direct = site.get(path) ?? site.get(`${page}.html`) ?? site.get(`${page}/index.html`)
  return direct ?? findExplorerFile(site, page)
}

function findExplorerFile(site: Site, path: string): SiteFile | undefined {
  const [, kind, id, ...rest] = path.split('/')
  if (!kind || !id || !explorerKinds.includes(kind)) return undefined
  if (rest.length > 0) return site.get(`/${kind}/${rest.join('/')}`)
  // The router asks for the data of a page beside the page.
  return site.get(id.endsWith('.txt') ? `/${kind}.txt` : `/${kind}.html`)
}

function decodePath(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}

const explorerKinds = ['block', 'tx', 'address', 'token']
