import { expect, test } from 'vitest'
import { type PaymentLog, paymentsAfter } from './paymentsAfter.ts'

const transfer = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
const account = (digit: string) => `0x${digit.repeat(40)}`
const topicOf = (digit: string) => `0x${digit.repeat(40).padStart(64, '0')}`
const market = account('a')
const wordOf = (amount: number) => `0x${amount.toString(16).padStart(64, '0')}`
let next = 0
const log = (address: string, topics: string[], data = wordOf(5)): PaymentLog => ({
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
  expect(paymentsAfter(logs, event, account('B'))).toEqual([
    { log: first, payee: account('2'), amount: 5n },
    { log: second, payee: account('3'), amount: 5n },
  ])
})

test('a contract that writes a transfer of the market into its own log has paid nobody', () => {
  const event = log(market, ['0x01'])
  const forged = log(account('c'), [transfer, topicOf('a'), topicOf('2')])
  expect(paymentsAfter([event, forged], event, account('b'))).toEqual([])
})

test.each(['0x', '0x05', `${wordOf(5)}00`])('a transfer that does not tell one amount is none: %s', (data) => {
  const event = log(market, ['0x01'])
  const strange = log(account('b'), [transfer, topicOf('a'), topicOf('2')], data)
  expect(paymentsAfter([event, strange], event, account('b'))).toEqual([])
})
