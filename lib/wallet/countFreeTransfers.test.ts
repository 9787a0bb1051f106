import { expect, test } from 'vitest'
import { countFreeTransfers } from './countFreeTransfers.ts'

const unit = 10n ** 18n
const settings = { capDays: 30n, transferCoinDays: unit }

test('a thousand QDT earn one transfer every 86.4 seconds', () => {
  expect(countFreeTransfers({ ...settings, qdt: 1000n * unit, coinDays: 0n })).toEqual({
    now: 0n,
    nextInSeconds: 87n,
    fill: 0,
  })
  expect(countFreeTransfers({ ...settings, qdt: 1000n * unit, coinDays: (5n * unit) / 2n })).toEqual({
    now: 2n,
    nextInSeconds: 44n,
    fill: 0,
  })
})

test('at the cap there is no next one to wait for', () => {
  expect(countFreeTransfers({ ...settings, qdt: 2n * unit, coinDays: 60n * unit })).toEqual({
    now: 60n,
    nextInSeconds: undefined,
    fill: 1,
  })
})

test('who holds nothing, or too little for even one, waits for ever', () => {
  expect(countFreeTransfers({ ...settings, qdt: 0n, coinDays: 0n })).toEqual({
    now: 0n,
    nextInSeconds: undefined,
    fill: 0,
  })
  expect(countFreeTransfers({ ...settings, qdt: unit / 100n, coinDays: 0n }).nextInSeconds).toBeUndefined()
})
