import { expect, test } from 'vitest'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import type { IncomeRow } from '../../lib/market/OrderRow.ts'
import { type ForeignUnits, formatStatement } from './formatStatement.ts'

const hash = (digit: string) => `0x${digit.repeat(64)}`
const row: IncomeRow = {
  ...{ position: 1, order: hash('a'), listing: hash('b'), dataSetId: hash('c'), payee: `0x${'1'.repeat(40)}` },
  ...{ token: systemContracts.qdd, amount: '1234500000000000000001', price: '2469000000000000000002' },
  ...{ transaction: hash('d'), time: 1_764_300_000, title: 'Guangzhou' },
}
const none = new Map()
const cellsOf = (text: string) => text.split('\r\n').map((line) => line.split(','))

test('each payment is a line with its exact amount, its share, and the page that proves it', () => {
  const [head, line, end] = cellsOf(formatStatement([{ row, isChecked: true }], 'https://example.org', none))
  expect(head).toEqual(
    ['time', 'title', 'amount', 'currency'].concat(
      'share of the price in percent',
      'order',
      'transaction',
      'proof',
      'checked',
    ),
  )
  expect(line).toEqual([
    ...['2025-11-28T03:20:00.000Z', 'Guangzhou', '1234.500000000000000001', 'QDD', '50', hash('a'), hash('d')],
    ...[`https://example.org/tx/${hash('d')}`, 'yes'],
  ])
  expect(end).toEqual([''])
})

test('a title cannot break out of its cell, nor be run by a spreadsheet', () => {
  expect(
    formatStatement([{ row: { ...row, title: '=HYPERLINK("http://x"),\nb' }, isChecked: true }], '', none),
  ).toContain(`"'=HYPERLINK(""http://x""),\nb"`)
})

test('what was free has no share, and what could not be checked is not said to be', () => {
  const [, line] = cellsOf(formatStatement([{ row: { ...row, amount: '0', price: '0' }, isChecked: false }], '', none))
  expect([line![4], line!.at(-1)]).toEqual(['0', 'no'])
})

test('what was paid in a foreign token counts as that token does, or in its smallest unit where it does not say', () => {
  const token = `0x${'5A'.repeat(20)}`
  const incomes = [{ row: { ...row, token, amount: '1234500000' }, isChecked: true }]
  const currency = (units: ForeignUnits) => cellsOf(formatStatement(incomes, '', units))[1]!.slice(2, 4)
  expect(currency(new Map([[token.toLowerCase(), { symbol: 'USDC', decimals: 6 }]]))).toEqual([
    '1234.5',
    `USDC ${token}`,
  ])
  expect(currency(none)).toEqual(['1234500000', `smallest units of ${token}`])
})
