import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildApp, hashInputs } from './buildApp.ts'

let root: string
const put = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

/** A builder in place of Next, which does what its file says. */
const useBuilder = (code: string) => put('node_modules/next/dist/bin/next', code)
const build = () => {
  const lines: string[] = []
  return buildApp({ root, retryMs: 1, onLine: (line) => lines.push(line) }).then((built) => ({ built, lines }))
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'qood-build-'))
  put('package.json', '{}')
  put('app/page.tsx', 'one')
  useBuilder(`const fs = require('fs')
    fs.mkdirSync('out', { recursive: true }); fs.mkdirSync('.next', { recursive: true })
    fs.writeFileSync('out/index.html', 'built'); console.log('working\\n\\ndone')`)
})
afterEach(() => rmSync(root, { recursive: true }))

test('builds once, and again only when a source has changed or the result is gone', async () => {
  expect(await build()).toEqual({ built: true, lines: ['working', 'done'] })
  expect(await build()).toEqual({ built: false, lines: [] })
  put('app/page.tsx', 'two')
  expect((await build()).built).toBe(true)
  rmSync(join(root, 'out'), { recursive: true })
  expect((await build()).built).toBe(true)
  expect((await build()).built).toBe(false)
})

test('a build that fails says why and is tried again', async () => {
  useBuilder('console.error("no such colour"); process.exit(3)')
  for (let i = 0; i < 2; i++) {
    await expect(build()).rejects.toMatchObject({ name: 'Up.BuildFailedError', metaMessages: ['no such colour'] })
  }
})

test('waits for another build of the same app', async () => {
  useBuilder(`const fs = require('fs')
    fs.mkdirSync('out', { recursive: true }); fs.mkdirSync('.next', { recursive: true })
    if (!fs.existsSync('.next/busy')) { fs.writeFileSync('.next/busy', ''); console.log('Another next build process is already running.'); process.exit(1) }
    fs.writeFileSync('out/index.html', 'built')`)
  expect((await build()).built).toBe(true)
})

test('the hash follows names and contents, and not tests', async () => {
  const first = await hashInputs(root)
  put('app/page.test.ts', 'a test')
  put('network/x.ts', 'not part of the app')
  expect(await hashInputs(root)).toBe(first)
  renameSync(join(root, 'app/page.tsx'), join(root, 'app/other.tsx'))
  expect(await hashInputs(root)).not.toBe(first)
})
