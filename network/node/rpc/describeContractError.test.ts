import { encodeErrorResult } from 'viem'
import { expect, test } from 'vitest'
import { qdtAbi } from '../../../lib/contracts/QDT.ts'
import { describeContractError } from './describeContractError.ts'

const account = `0x${'11'.repeat(20)}` as const

test('missing coin-days are told with what is there and what is needed', () => {
  const data = encodeErrorResult({
    abi: qdtAbi,
    errorName: 'QDTCoinDaysShort',
    args: [account, 250_000_000_000_000_000n, 3n * 10n ** 18n],
  })
  expect(describeContractError(data)).toBe(
    'not enough coin-days: the transfer needs 3, the account has 0.25. Each QDT earns one a day; wait, or send less at a time.',
  )
})

test('other errors of the system contracts are told by name and values', () => {
  const data = encodeErrorResult({ abi: qdtAbi, errorName: 'QDTPermitExpired', args: [1_700_000_000n] })
  expect(describeContractError(data)).toBe('QDTPermitExpired(1700000000)')
})

test('errors of other contracts are left to their own interface', () => {
  expect(describeContractError('0xdeadbeef')).toBeUndefined()
  expect(describeContractError('0x')).toBeUndefined()
})
