import { type ContractFunctionArgs, encodeAbiParameters, getAbiItem, keccak256 } from 'viem'
import type { Hex } from '../bytes/hex.ts'
import { dataMarketAbi } from '../contracts/DataMarket.ts'

/** What a seller offers, as the market has it. */
export type Terms = ContractFunctionArgs<typeof dataMarketAbi, 'nonpayable', 'list'>[0]

const [parameter] = getAbiItem({ abi: dataMarketAbi, name: 'list' }).inputs

/** Returns the id of a listing: the hash of its terms. */
export function hashTerms(terms: Terms): Hex {
  return keccak256(encodeAbiParameters([parameter], [terms]))
}
