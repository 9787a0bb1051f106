import { runInNewContext } from 'node:vm'

/*
 * A chunk of the app is a list of modules, each a function that is called when the module is first wanted. A browser skips
 * over a function while it reads a script, beside the page, and reads it anew when it is called, while the page waits. That
 * was most of what a page did before it came to life. A function in brackets is taken for one that is called at once, in
 * every engine: it is compiled with the script. What a module holds inside still is compiled when it is needed.
 */

/** Returns a chunk with each of its modules in brackets; any other script as it is. */
export function bracketModules(script: string): string {
  if (!script.startsWith('(globalThis.TURBOPACK||(globalThis.TURBOPACK=[])).push(')) return script
  let bracketed = ''
  let at = 0
  for (const part of readList(script)) {
    if (typeof part !== 'function') continue
    const source = String(part)
    const start = script.indexOf(source, at)
    // A method or a getter would read otherwise than it was written.
    if (start < 0 || !/[,[]$/.test(script.slice(0, start))) return script
    bracketed += `${script.slice(at, start)}(${source})`
    at = start + source.length
  }
  return bracketed + script.slice(at)
}

/** What the chunk hands over when it is loaded; none of its modules runs. */
function readList(script: string): readonly unknown[] {
  const lists: unknown[][] = []
  runInNewContext(script, { TURBOPACK: { push: (list: unknown[]) => lists.push(list) } }, { timeout: 10_000 })
  return lists.flat()
}
