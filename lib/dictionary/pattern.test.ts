import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePattern } from './pattern.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

test('reads a VIN', () => {
  const vin = compilePattern('^[A-HJ-NPR-Z0-9]{17}$')
  expect(vin.test('WVWZZZ1JZXW000001')).toBe(true)
  for (const bad of ['WVWZZZ1JZXW00000', 'WVWZZZ1JZXW0000011', 'WVWZZZ1JZXW00000I', ''])
    expect(vin.test(bad)).toBe(false)
})

test('means the whole text, with anchors or without', () => {
  expect(compilePattern('a|bc').test('abc')).toBe(false)
  expect(compilePattern('^a|bc$').test('a')).toBe(true)
  expect(compilePattern('').test('')).toBe(true)
  expect(compilePattern('').test('a')).toBe(false)
})

test.each(['(a+)+$', '(a|a)*b', '(a*)*b', '(.*.*)*=.*', '([a-z]+)*\\d', '(a?){50}a{50}'])(
  'answers at once where a regular expression takes for ever: %s',
  (source) => {
    const pattern = compilePattern(source)
    expect(pattern.test(`${'a'.repeat(5_000)}!`)).toBe(false)
  },
)

test.each([
  '(?=a)a',
  '(?<name>a)',
  '(a)\\1',
  '\\bword',
  'a**',
  'a{2}{3}',
  'a{9999}',
  '(a',
  'a)',
  '[a',
  'a{',
  '*a',
  '[z-a]',
  '\\u0041',
  '(a{1000}){1000}',
  '((((){1000}){1000}){1000}){1000}',
  '('.repeat(30) + ')'.repeat(30),
  'a'.repeat(501),
])('refuses by name: %s', (source) => {
  expect(() => compilePattern(source)).toThrow(expect.objectContaining({ name: 'Dictionary.UnsafePatternError' }))
})

const atom = fc.constantFrom('a', 'b', '[ab]', '[^a]', '.', '\\d', '\\w', 'x1', '(a|b)', '(?:ab)', '\\.')
const piece = fc
  .tuple(atom, fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '{2,}'))
  .map((parts) => parts.join(''))
const source = fc.array(
  fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join('')),
  { minLength: 1, maxLength: 3 },
)

test('agrees with the regular expressions of the language', () => {
  fc.assert(
    fc.property(
      source,
      fc.array(fc.constantFrom('a', 'b', 'x', '1', '.', '\n', 'é'), { maxLength: 8 }),
      (parts, signs) => {
        const [text, whole] = [signs.join(''), parts.join('|')]
        expect(compilePattern(whole).test(text)).toBe(new RegExp(`^(?:${whole})$`).test(text))
      },
    ),
    { numRuns: numRuns * 5 },
  )
})
