import { encodeAbiParameters } from 'viem'
import { expect, test } from 'vitest'
import type { Hex } from '../bytes/hex.ts'
import { createProviderClient } from './createProviderClient.ts'
import { readTokenUnit } from './readTokenUnit.ts'

const decimalsSelector = '0x313ce567'
const number = (value: bigint) => encodeAbiParameters([{ type: 'uint256' }], [value])
const text = (value: string) => encodeAbiParameters([{ type: 'string' }], [value])
const revert = () =>
  Promise.reject(Object.assign(new Error('execution reverted'), { name: 'Light.RevertedError', code: 3, data: '0x' }))

/** Reads the unit from a contract that answers so. */
function unitOf(answers: { decimals: () => Promise<Hex>; symbol: () => Promise<Hex> }) {
  const request = async ({ params }: { method: string; params?: unknown }) =>
    (params as [{ data: Hex }])[0].data === decimalsSelector ? answers.decimals() : answers.symbol()
  return readTokenUnit(createProviderClient({ request } as never), `0x${'5a'.repeat(20)}`)
}

test('a token says how it counts and what it is called, without marks that nobody sees', async () => {
  const unit = await unitOf({ decimals: async () => number(6n), symbol: async () => text('US\u202eDC') })
  expect(unit).toEqual({ decimals: 6, symbol: 'US DC' })
})

test('a token may do without a symbol, or have one that is no text', async () => {
  expect(await unitOf({ decimals: async () => number(2n), symbol: revert })).toEqual({ decimals: 2, symbol: '' })
  const word = async () => `0x4d4b52${'00'.repeat(29)}` as const
  expect(await unitOf({ decimals: async () => number(2n), symbol: word })).toEqual({ decimals: 2, symbol: '' })
})

test('a contract that does not say how it counts, or says nothing that can be, has no unit', async () => {
  const symbol = async () => text('X')
  expect(await unitOf({ decimals: revert, symbol })).toBeUndefined()
  expect(await unitOf({ decimals: async () => '0x', symbol })).toBeUndefined()
  expect(await unitOf({ decimals: async () => number(77n), symbol })).toBeUndefined()
  expect(await unitOf({ decimals: async () => number(1_000n), symbol })).toBeUndefined()
})

test('an answer that does not come, or does not stand, is no unit and no lack of one', async () => {
  const lie = Object.assign(new Error('another root'), { name: 'Light.ProofMismatchError' })
  await expect(unitOf({ decimals: () => Promise.reject(lie), symbol: async () => text('X') })).rejects.toThrow(
    'another root',
  )
})
