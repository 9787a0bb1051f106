import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { BaseError } from '../../lib/errors.ts'

/** A file of the exported app, held in memory: a rebuild of the app never pulls files away from under its users. */
export type SiteFile = {
  path: string
  type: string
  body: Buffer
  etag: string
  /** Hashes of the inline scripts of a page, as a content security policy names them. */
  scriptHashes: readonly string[]
}

/** The files by their path from the root, such as `/_next/static/a.js`. */
export type Site = ReadonlyMap<string, SiteFile>

/** Reads an exported app; throws when there is none. */
export async function loadSite(root: string): Promise<Site> {
  const files = await listFiles(root)
  const site = new Map<string, SiteFile>()
  for (const file of files) {
    const path = `/${relative(root, file).split(sep).join('/')}`
    site.set(path, createSiteFile(path, await readFile(file)))
  }
  if (!site.has('/index.html')) throw new NoSiteError(root)
  return site
}

/** Returns the file with what a server says about it. */
export function createSiteFile(path: string, body: Buffer): SiteFile {
  const type = types[extname(path)] ?? 'application/octet-stream'
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  const scriptHashes = type.startsWith('text/html') ? hashInlineScripts(body.toString('utf8')) : []
  return { path, type, body, etag, scriptHashes }
}

/** Returns the policy hashes of all scripts that stand in the page itself. */
export function hashInlineScripts(html: string): string[] {
  const hashes = new Set<string>()
  for (const [, attributes = '', text = ''] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi)) {
    if (/\ssrc\s*=/i.test(attributes) || text === '') continue
    hashes.add(`'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  }
  return [...hashes]
}

async function listFiles(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new NoSiteError(root)
    throw error
  }
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

export class NoSiteError extends BaseError {
  override readonly name = 'Site.NoSiteError'
  constructor(root: string) {
    super(`Expected the exported app in ${root}, found no index.html. Build it with \`npm run build\`.`)
  }
}
