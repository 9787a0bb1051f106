import { expect, test } from 'vitest'
import { createWarnings } from './createWarnings.ts'

test('a fault is written when it comes, and again after a minute with how often it came', () => {
  const lines: string[] = []
  let now = 0
  const warn = createWarnings({ write: (line) => lines.push(line), now: () => now })
  warn('keeper', new TypeError('no nonce\nat somewhere'))
  warn('keeper', new TypeError('no nonce'))
  warn('epoch archive', 'full')
  expect(lines).toEqual(['warning: keeper: TypeError: no nonce', 'warning: epoch archive: full'])
  now = 61_000
  warn('keeper', new TypeError('no nonce'))
  expect(lines[2]).toBe('warning: keeper: TypeError: no nonce (and 1 times since the last line)')
})
