import { expect, test } from 'vitest'
import { chainTokens } from '../chain/chainTokens.ts'
import { addOwnToken, parseOwnTokens } from './ownTokens.ts'

const own = { address: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266', symbol: 'OWN', decimals: 6 } as const

test('a list that was kept is read back, and a damaged one counts as none', () => {
  expect(parseOwnTokens(JSON.stringify([own]))).toEqual([own])
  for (const text of ['[', '{}', '[{}]', JSON.stringify([{ ...own, decimals: 37 }]), null]) {
    expect(parseOwnTokens(text), String(text)).toEqual([])
  }
})

test('a token is added once, and one of the chain never', () => {
  const list = addOwnToken([], own)
  expect(list).toEqual([own])
  expect(addOwnToken(list, { ...own, symbol: 'OTHER' })).toEqual([own])
  expect(addOwnToken(list, chainTokens[1]!)).toEqual([own])
})
