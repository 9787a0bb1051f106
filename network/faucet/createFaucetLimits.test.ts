import { expect, test } from 'vitest'
import { createFaucetLimits } from './createFaucetLimits.ts'

const one = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const other = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

function setUp() {
  let time = 0
  const limits = createFaucetLimits({
    limits: { perAddress: 2, perAddressWindowMs: 1_000_000, perMinute: 3 },
    now: () => time,
  })
  return { limits, pass: (ms: number) => (time += ms) }
}

test('an address is given so often and then waits, whatever its capitals', () => {
  const { limits, pass } = setUp()
  limits.take(one)
  pass(1_000)
  limits.take(one.toLowerCase())
  expect(() => limits.take(one)).toThrow(
    expect.objectContaining({ name: 'Faucet.TooSoonError', retryAfterSeconds: 999 }),
  )
  limits.take(other)
  pass(999_000)
  limits.take(one)
})

test('all together get so much in a minute', () => {
  const { limits, pass } = setUp()
  limits.take(one)
  limits.take(other)
  limits.take(other)
  expect(() => limits.take(one)).toThrow(expect.objectContaining({ name: 'Faucet.BusyError' }))
  pass(60_001)
  limits.take(one)
})

test('what was not given does not count for the address', () => {
  const { limits, pass } = setUp()
  limits.take(one)()
  limits.take(one)()
  pass(60_001)
  limits.take(one)
  limits.take(one)
  expect(() => limits.take(one)).toThrow(expect.objectContaining({ name: 'Faucet.TooSoonError' }))
})
