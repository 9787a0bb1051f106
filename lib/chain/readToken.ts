import { erc20Abi } from 'viem'
import { getCode } from 'viem/actions'
import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from './createNodeClient.ts'
import { findOwn } from './nameError.ts'
import { parseAddress } from './parseAddress.ts'
import { readContract } from './readContract.ts'

export type Token = { address: Address; name: string; symbol: string; decimals: number; totalSupply: bigint }

/** Returns an ERC-20 token, or undefined where the address does not answer as one. Throws where the text is no address. */
export async function readToken(client: NodeClient, text: string): Promise<Token | undefined> {
  const address = parseAddress(text)
  if (!(await getCode(client, { address }))) return undefined
  const read = <name extends 'name' | 'symbol' | 'decimals' | 'totalSupply'>(functionName: name) =>
    readContract(client, { address, abi: erc20Abi, functionName })
  try {
    const [name, symbol, decimals, totalSupply] = await Promise.all([
      read('name'),
      read('symbol'),
      read('decimals'),
      read('totalSupply'),
    ])
    return { address, name, symbol, decimals, totalSupply }
  } catch (error) {
    if (error instanceof Error && error.name === 'ContractFunctionExecutionError' && isOfContract(error))
      return undefined
    throw error
  }
}

/** Returns how much of the token the holder has. */
export async function readTokenBalance(client: NodeClient, token: Address, holder: string): Promise<bigint> {
  const account = parseAddress(holder)
  return readContract(client, { address: token, abi: erc20Abi, functionName: 'balanceOf', args: [account] })
}

/** Returns whether it is the contract that refused: an answer that did not come or does not stand is no proof that the contract is no token. */
export function isOfContract(error: Error): boolean {
  const own = findOwn(error)?.name
  if (own !== undefined) return own === 'Light.RevertedError' || own === 'Light.CallFailedError'
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === 'HttpRequestError' || cause.name === 'TimeoutError') return false
  }
  return true
}
