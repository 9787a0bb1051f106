import { expect, test } from 'vitest'
import { parseAddress } from './parseAddress.ts'

const checksummed = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'

test('an address is given its EIP-55 form, whatever its case', () => {
  expect(parseAddress(checksummed)).toBe(checksummed)
  expect(parseAddress(checksummed.toLowerCase())).toBe(checksummed)
  expect(parseAddress(`0x${checksummed.slice(2).toUpperCase()}`)).toBe(checksummed)
})

test('a wrong checksum is refused by name', () => {
  const mistyped = checksummed.replace('5aA', '5aa')
  expect(() => parseAddress(mistyped)).toThrow(expect.objectContaining({ name: 'Chain.AddressChecksumError' }))
})

test('anything else is no address', () => {
  for (const text of ['', '0x', checksummed.slice(0, -1), `${checksummed}0`, checksummed.slice(2)]) {
    expect(() => parseAddress(text)).toThrow(expect.objectContaining({ name: 'Chain.InvalidAddressError' }))
  }
})
