import { expect, test } from 'vitest'
import { readBudget } from './readBudget.ts'

const refusal = (rest: string) =>
  `gas budget exceeded: 15000000 of 60000000 gas left, found a gas limit of 30000000. ${rest}`

test('a refusal for want of budget says what is left, and when there is enough', () => {
  const soon = refusal('There is budget for it in 30 seconds; more coin-days (QDT held over time) fill it faster.')
  expect(readBudget(soon)).toEqual({ left: 25, seconds: 30 })
})

test('what would never fit, and every other refusal, is left to the words of the node', () => {
  expect(readBudget(refusal('It is larger than the whole budget of this account.'))).toBeUndefined()
  expect(readBudget('nonce too low')).toBeUndefined()
})
