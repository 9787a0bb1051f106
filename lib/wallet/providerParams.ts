import * as z from 'zod'
import { type Address, encodeHex, type Hex } from '../bytes/hex.ts'
import { parseTypedData, type WalletTypedData } from './parseTypedData.ts'
import { addressSchema, InvalidInputError, parseInput } from './vaultInputs.ts'

const maxTextLength = 262_144

/** Returns the address that a request names. */
export function parseAddressParam(param: unknown): Address {
  return parseInput(addressSchema, param)
}

/** Returns the chain id of wallet_switchEthereumChain. */
export function parseChainParam(param: unknown): number {
  const schema = z.object({ chainId: z.string().regex(/^0x[0-9a-fA-F]{1,12}$/) })
  return Number(parseInput(schema, param).chainId)
}

/** Returns the bytes and the address of personal_sign; text that is not hex stands for its UTF-8 bytes. */
export function parseMessageParam(params: readonly unknown[]): { bytes: Hex; address: Address } {
  const message = parseInput(z.string().max(maxTextLength), params[0])
  const isHex = /^0x(?:[0-9a-fA-F]{2})*$/.test(message)
  const bytes = isHex ? (message.toLowerCase() as Hex) : encodeHex(new TextEncoder().encode(message))
  return { bytes, address: parseAddressParam(params[1]) }
}

/** Returns the typed data of eth_signTypedData_v4, which comes as JSON text or as an object. */
export function parseTypedDataParam(param: unknown): WalletTypedData {
  if (typeof param !== 'string') return parseTypedData(param)
  if (param.length > maxTextLength) throw new InvalidInputError('typed data of that length')
  let json: unknown
  try {
    json = JSON.parse(param)
  } catch {
    throw new InvalidInputError('typed data that is not JSON')
  }
  return parseTypedData(json)
}
