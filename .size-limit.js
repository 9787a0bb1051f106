import { readdirSync, readFileSync } from 'node:fs'

/* The first load of a route: every script that its exported page names, compressed. The frame is what all of them share.
   Code that comes later (the client of the node, dialogs) is not part of it. Run `npm run build` first. */

const folder = 'out'
const pages = readdirSync(folder, { recursive: true })
  .filter((file) => file.endsWith('.html') && !file.startsWith('_'))
  .sort()
const scripts = new Map(pages.map((page) => [page, scriptsOf(readFileSync(`${folder}/${page}`, 'utf8'))]))
const shared = [...scripts.values()].reduce((all, those) => all.filter((path) => those.includes(path)))

/** Old browsers alone fetch scripts marked noModule. */
function scriptsOf(html) {
  const tags = html.matchAll(/<script\b[^>]*?\bsrc="([^"?]+)[^>]*>/g)
  const paths = [...tags]
    .filter(([tag]) => !/\bnomodule\b/i.test(tag))
    .map(([, address]) => folder + decodeURI(address))
  return [...new Set(paths)]
}

const checks = [
  { name: "the frame, as the app's server sends it", path: shared, limit: '140 kB', brotli: true },
  { name: 'the frame, where a host only knows gzip', path: shared, limit: '150 kB', gzip: true },
  ...pages.map((page) => ({
    name: `/${page.replace(/(index)?\.html$/, '')}`,
    path: scripts.get(page),
    limit: '200 kB',
    gzip: true,
  })),
]

// biome-ignore lint/style/noDefaultExport: the tool wants it
export default checks
