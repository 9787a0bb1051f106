import { erc20Abi } from 'viem'
import type { Address } from '../bytes/hex.ts'
import { cleanName } from './cleanName.ts'
import type { NodeClient } from './createNodeClient.ts'
import { readContract } from './readContract.ts'
import { isOfContract } from './readToken.ts'

/** How amounts of a token are written. */
export type TokenUnit = { symbol: string; decimals: number }

/** More would only serve to fill a page with noughts. */
const maxDecimals = 36

/** Returns how the token counts, or undefined where it does not say so, or nothing that can be. A token may do without a symbol. */
export async function readTokenUnit(client: NodeClient, token: Address): Promise<TokenUnit | undefined> {
  const [decimals, symbol] = await Promise.all([
    orUndefined(readContract(client, { address: token, abi: erc20Abi, functionName: 'decimals' })),
    orUndefined(readContract(client, { address: token, abi: erc20Abi, functionName: 'symbol' })),
  ])
  if (decimals === undefined || decimals > maxDecimals) return undefined
  return { symbol: cleanName(symbol ?? ''), decimals }
}

/** What a contract refuses is an answer; what did not come, or does not stand, is none. */
async function orUndefined<value>(read: Promise<value>): Promise<value | undefined> {
  try {
    return await read
  } catch (error) {
    if (error instanceof Error && isOfContract(error)) return undefined
    throw error
  }
}
