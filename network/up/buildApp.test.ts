import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildApp, hashInputs, type Kit } from './buildApp.ts'

let root: string
const put = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

/** A builder in place of Next, which does what its file says. */
const useBuilder = (code: string) => put('node_modules/next/dist/bin/next', code)
const build = (kit: Kit = 'without') => {
  const lines: string[] = []
  return buildApp({ root, kit, retryMs: 1, onLine: (line) => lines.push(line) }).then((built) => ({ built, lines }))
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

test('two builds at once take turns, and the second finds its work done', async () => {
  useBuilder(`const fs = require('fs')
    fs.mkdirSync('out', { recursive: true }); fs.mkdirSync('.next', { recursive: true })
    if (fs.existsSync('busy')) { console.error('two at once'); process.exit(1) }
    fs.writeFileSync('busy', ''); fs.appendFileSync('runs', 'x')
    setTimeout(() => { fs.rmSync('busy'); fs.writeFileSync('out/index.html', 'built') }, 100)`)
  const both = await Promise.all([build(), build()])
  expect(both.map(({ built }) => built).sort()).toEqual([false, true])
  expect(readFileSync(join(root, 'runs'), 'utf8')).toBe('x')
  expect(existsSync(join(root, '.build.lock'))).toBe(false)
})

test('a lock that a dead build has left behind holds nobody up', async () => {
  put('.build.lock', '999999999 1\n')
  expect((await build()).built).toBe(true)
})

test('the page of the kit is built for those who ask, and left where it does not matter', async () => {
  useBuilder(`const fs = require('fs')
    fs.mkdirSync('out', { recursive: true }); fs.mkdirSync('.next', { recursive: true })
    fs.writeFileSync('out/index.html', process.env.QOOD_KIT)`)
  const made = () => readFileSync(join(root, 'out/index.html'), 'utf8')
  expect((await build('either')).built).toBe(true)
  expect(made()).toBe('')
  expect((await build('with')).built).toBe(true)
  expect(made()).toBe('1')
  expect((await build('either')).built).toBe(false)
  expect((await build('without')).built).toBe(true)
  expect(made()).toBe('')
})

test('the hash follows names and contents, and not tests', async () => {
  const first = await hashInputs(root)
  put('app/page.test.ts', 'a test')
  put('network/x.ts', 'not part of the app')
  expect(await hashInputs(root)).toBe(first)
  renameSync(join(root, 'app/page.tsx'), join(root, 'app/other.tsx'))
  expect(await hashInputs(root)).not.toBe(first)
})
