import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDataDirectory, resetDataDirectory } from './dataDirectory.ts'
import { findHolder, lockDirectory } from './lockDirectory.ts'

let root: string
let directory: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'qood-data-'))
  directory = join(root, 'data')
})
afterEach(() => rmSync(root, { recursive: true }))

const lockPath = () => join(directory, 'lock')
/** Holds the lock in a process of its own until it is killed. */
async function holdElsewhere(): Promise<ChildProcess> {
  const script = `import { lockDirectory } from ${JSON.stringify(import.meta.resolve('./lockDirectory.ts'))}
    lockDirectory(process.argv[1]); console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout!, 'data')
  return child
}

test('creates a directory, knows it again, and deletes it whole', () => {
  expect(openDataDirectory(directory)).toBe(directory)
  writeFileSync(join(directory, 'chain'), 'blocks')
  expect(openDataDirectory(directory)).toBe(directory)
  expect(resetDataDirectory(directory)).toBe(true)
  expect(existsSync(directory)).toBe(false)
  expect(resetDataDirectory(directory)).toBe(false)
})

test('touches nothing in a directory that holds something else', () => {
  mkdirSync(directory)
  writeFileSync(join(directory, 'thesis.txt'), 'years of work')
  expect(() => openDataDirectory(directory)).toThrow('nothing was touched')
  expect(() => resetDataDirectory(directory)).toThrow('nothing was touched')
  expect(readdirSync(directory)).toEqual(['thesis.txt'])
  const file = join(directory, 'thesis.txt')
  expect(() => openDataDirectory(file)).toThrow('nothing was touched')
})

test('takes an empty directory that is already there', () => {
  mkdirSync(directory)
  openDataDirectory(directory)
  expect(readdirSync(directory)).toEqual(['qood.json'])
})

test('refuses data of another version', () => {
  openDataDirectory(directory)
  writeFileSync(join(directory, 'qood.json'), '{"format":2}')
  expect(() => openDataDirectory(directory)).toThrow('Expected data of format 1')
  expect(() => resetDataDirectory(directory)).toThrow('found 2')
})

test('one process holds the directory; a second is told which, and deletes nothing', async () => {
  openDataDirectory(directory)
  const holder = await holdElsewhere()
  expect(() => lockDirectory(directory)).toThrow(`Process ${holder.pid} already runs a node`)
  expect(() => resetDataDirectory(directory)).toThrow(`A node (process ${holder.pid}) runs on`)
  expect(existsSync(lockPath())).toBe(true)
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  expect(findHolder(directory)).toBeUndefined()
  const lock = lockDirectory(directory)
  expect(findHolder(directory)).toBe(process.pid)
  lock.release()
  expect(existsSync(lockPath())).toBe(false)
  expect(readdirSync(directory)).toEqual(['qood.json'])
})

test('a lock whose process id now belongs to another process is stale', () => {
  openDataDirectory(directory)
  writeFileSync(lockPath(), `${process.pid} 1\n`)
  const lock = lockDirectory(directory)
  expect(readFileSync(lockPath(), 'utf8')).not.toBe(`${process.pid} 1\n`)
  lock.release()
})

test('nonsense in the lock file is stale', () => {
  openDataDirectory(directory)
  for (const text of ['', 'x', '-1 5', '0']) {
    writeFileSync(lockPath(), text)
    lockDirectory(directory).release()
  }
})

test('releasing twice does not take the lock from the next holder', () => {
  openDataDirectory(directory)
  const lock = lockDirectory(directory)
  lock.release()
  const ended = spawnSync(process.execPath, ['-e', ''])
  writeFileSync(lockPath(), `${ended.pid}\n`)
  lock.release()
  expect(existsSync(lockPath())).toBe(true)
})
