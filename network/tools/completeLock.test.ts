import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { completeLock, type Lock } from './completeLock.ts'

test('the lock file of this repository installs everywhere; if not, run `node network/tools/fixLock.ts`', () => {
  const lock: Lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'))
  const complete = completeLock(lock)
  expect(Object.keys(lock.packages)).toEqual(Object.keys(complete.packages))
  expect(lock).toEqual(complete)
})

test('adds what is named and not there, with the platform that the name tells', () => {
  const lock: Lock = {
    packages: {
      '': {},
      'node_modules/a': {
        dev: true,
        optionalDependencies: { '@a/a-linux-arm64-musl': '1.2.3', b: '1.0.0', c: '^2.0.0' },
      },
      'node_modules/a/node_modules/b': { version: '1.0.0' },
    },
  }
  const { packages } = completeLock(lock)
  expect(Object.keys(packages)).toEqual([
    '',
    'node_modules/@a/a-linux-arm64-musl',
    ...Object.keys(lock.packages).slice(1),
  ])
  expect(packages['node_modules/@a/a-linux-arm64-musl']).toEqual({
    version: '1.2.3',
    cpu: ['arm64'],
    dev: true,
    libc: ['musl'],
    optional: true,
    os: ['linux'],
  })
})

test('takes the demand for a Node from platform packages only', () => {
  const engines = { node: '>= 22' }
  const platform = { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'] }
  const { packages } = completeLock({
    packages: { 'node_modules/p': { ...platform, engines }, 'node_modules/q': { version: '1.0.0', engines } },
  })
  expect(packages).toEqual({ 'node_modules/p': platform, 'node_modules/q': { version: '1.0.0', engines } })
})
