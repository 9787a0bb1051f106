import { getAddress, isAddress } from 'viem'
import type { Address } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'

/** Returns the address in EIP-55 form; throws where the text is none or its capitals do not match its checksum. */
export function parseAddress(text: string): Address {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) throw new InvalidAddressError(text)
  const lowerCase = text.toLowerCase() === text
  const upperCase = text.slice(2).toUpperCase() === text.slice(2)
  if (!lowerCase && !upperCase && !isAddress(text)) throw new AddressChecksumError(text)
  return getAddress(text.toLowerCase())
}

export class InvalidAddressError extends BaseError {
  override readonly name = 'Chain.InvalidAddressError'
  constructor(found: string) {
    super(`Expected an address of 20 bytes, found "${found.slice(0, 80)}".`)
  }
}

export class AddressChecksumError extends BaseError {
  override readonly name = 'Chain.AddressChecksumError'
  constructor(found: string) {
    super(`Expected the capital letters of "${found}" to match its checksum; one digit may be mistyped.`)
  }
}
