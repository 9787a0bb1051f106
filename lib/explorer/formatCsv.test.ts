import { expect, test } from 'vitest'
import { formatCsv } from './formatCsv.ts'

test('quotes what would break a row', () => {
  expect(
    formatCsv(
      ['a', 'b'],
      [
        ['x,y', 'say "so"'],
        ['two\nlines', null],
      ],
    ),
  ).toBe('a,b\r\n"x,y","say ""so"""\r\n"two\nlines",\r\n')
})

test('a name cannot become a formula of a spreadsheet', () => {
  expect(formatCsv(['name'], [['=HYPERLINK("http://x")'], ['@sum'], ['-1.5'], [-3]])).toBe(
    'name\r\n"\'=HYPERLINK(""http://x"")"\r\n\'@sum\r\n-1.5\r\n-3\r\n',
  )
})
