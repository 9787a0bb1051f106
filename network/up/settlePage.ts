import { BaseError } from '../../lib/errors.ts'

/*
 * React writes what a boundary of Suspense holds behind the page where it is large, with what is shown meanwhile in its
 * place, and a script that puts the one where the other is after the first paint. That helps where a server is slow; in an
 * exported page all of it is there from the start, and the page would jump for nothing.
 */
const open = /<!--\$\?--><template id="B:(\w+)"><\/template>/
const anyMark = /<!--(\/?)[$&][?!~]?-->/g

/** Returns an exported page with all that it holds in its place. */
export function settlePage(html: string): string {
  let page = html
  for (let found = open.exec(page); found; found = open.exec(page)) {
    const [mark, id = ''] = found
    const content = takeContent(page, id)
    const start = found.index + mark.length
    const end = start + findEnd(page.slice(start), id)
    // What stands meanwhile comes before what replaces it.
    if (content.start < end) throw new UnknownPageError(`boundary ${id} inside itself`)
    page = `${page.slice(0, found.index)}<!--$-->${content.text}${page.slice(end, content.start)}${page.slice(content.end)}`
  }
  if (/\$R[CSRX]\("/.test(page)) throw new UnknownPageError('a part that is moved by script')
  return page
}

/** What a script would move, with that script. */
function takeContent(page: string, id: string): { start: number; end: number; text: string } {
  const opening = `<div hidden id="S:${id}">`
  const call = `$RC("B:${id}","S:${id}")</script>`
  const start = page.indexOf(opening)
  const callAt = page.indexOf(call, start)
  const closing = page.lastIndexOf('</div><script>', callAt)
  if (start < 0 || closing < start) throw new UnknownPageError(`no content of boundary ${id}`)
  return { start, end: callAt + call.length, text: page.slice(start + opening.length, closing) }
}

/** Where the boundary ends that is open; there may be others in it. */
function findEnd(text: string, id: string): number {
  let depth = 0
  for (const { 1: closes, index } of text.matchAll(anyMark)) {
    if (!closes) depth++
    else if (depth === 0) return index
    else depth--
  }
  throw new UnknownPageError(`no end of boundary ${id}`)
}

export class UnknownPageError extends BaseError {
  override readonly name = 'Up.UnknownPageError'
  constructor(found: string) {
    super(`Expected a page as React exports it, found ${found}.`)
  }
}
