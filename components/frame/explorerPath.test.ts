import { expect, test } from 'vitest'
import { explorerPath, parseExplorerPath } from './explorerPath.ts'

test('a path that was made is read back', () => {
  expect(parseExplorerPath(explorerPath('block', '12'))).toEqual({ kind: 'block', id: '12' })
  expect(parseExplorerPath('/tx/0xab/')).toEqual({ kind: 'tx', id: '0xab' })
})

test('other paths name nothing', () => {
  for (const path of ['/', '/block', '/block/', '/blocks/1', '/block/1/2', '/explorer']) {
    expect(parseExplorerPath(path)).toBeUndefined()
  }
})

test('a broken escape is kept as it stands', () => {
  expect(parseExplorerPath('/block/%E0%A4%A')).toEqual({ kind: 'block', id: '%E0%A4%A' })
})
