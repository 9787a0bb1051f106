import { expect, test } from 'vitest'
import type { IncomeRow } from '../../lib/market/OrderRow.ts'
import { groupIncomes } from './groupIncomes.ts'

const row = (part: Partial<IncomeRow>): IncomeRow => ({
  ...{
    position: 1,
    order: '0xa',
    listing: '0xb',
    dataSetId: '0xc',
    payee: '0xd',
    token: '0xe',
    amount: '1',
    price: '4',
  },
  ...{ transaction: '0xf', time: 1, title: 'Drive' },
  ...part,
})

test('payments are summed up by data set and currency, to the wei, the largest first', () => {
  const large = '90000000000000000001'
  const rows = [row({}), row({ token: '0x2' }), row({ amount: '2' }), row({ dataSetId: '0x3', amount: large })]
  const sums = groupIncomes(rows).map(({ dataSetId, token, count, amount, price }) => [
    ...[dataSetId, token, count, amount, price],
  ])
  expect(sums).toEqual([
    ['0x3', '0xe', 1, BigInt(large), 4n],
    ['0xc', '0xe', 2, 3n, 8n],
    ['0xc', '0x2', 1, 1n, 4n],
  ])
})
