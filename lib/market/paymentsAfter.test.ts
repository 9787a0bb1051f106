import { expect, test } from 'vitest'
import { type PaymentLog, paymentsAfter } from './paymentsAfter.ts'

const transfer = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
const account = (digit: string) => `0x${digit.repeat(40)}`
const topicOf = (digit: string) => `0x${digit.repeat(40).padStart(64, '0')}`
const market = account('a')
let next = 0
const log = (address: string, topics: string[], data = '0x05'): PaymentLog => ({
  address,
  topics,
  data,
  logIndex: next++,
})
const pays = (from: string, to: string, ...more: string[]) =>
  log(account('B'), [transfer, topicOf(from), topicOf(to), ...more])

test('an event of the market pays by the transfers of its money that follow it, until it tells of something else', () => {
  const before = pays('a', '1')
  const event = log(market, ['0x01'])
  const [first, second] = [pays('a', '2'), pays('a', '3')]
  const others = [pays('d', '4'), pays('a', '5', topicOf('7')), log(account('b'), ['0x02'])]
  const logs = [before, event, first, ...others, second, log(account('A'), ['0x01']), pays('a', '6')]
  expect(paymentsAfter(logs, event)).toEqual([
    { log: first, payee: account('2'), token: account('b'), amount: 5n },
    { log: second, payee: account('3'), token: account('b'), amount: 5n },
  ])
})
