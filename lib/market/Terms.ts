import { type ContractFunctionArgs, decodeAbiParameters, encodeAbiParameters, getAbiItem, keccak256 } from 'viem'
import type { Hex } from '../bytes/hex.ts'
import { dataMarketAbi } from '../contracts/DataMarket.ts'
import { openBytes } from './openBytes.ts'

/** What a seller offers, as the market has it. */
export type Terms = ContractFunctionArgs<typeof dataMarketAbi, 'nonpayable', 'list'>[0]

const [parameter] = getAbiItem({ abi: dataMarketAbi, name: 'list' }).inputs

/** Returns the id of a listing: the hash of its terms. */
export function hashTerms(terms: Terms): Hex {
  return keccak256(encodeTerms(terms))
}

/** Returns terms as the bytes whose hash is their id. */
export function encodeTerms(terms: Terms): Hex {
  return encodeAbiParameters([parameter], [terms])
}

/** Returns the terms in such bytes; throws on anything else. */
export function decodeTerms(bytes: Hex): Terms {
  return openBytes('the terms of a listing', () => decodeAbiParameters([parameter], bytes)[0])
}
