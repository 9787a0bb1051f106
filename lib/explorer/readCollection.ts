import { erc721Abi, parseAbi } from 'viem'
import { readContract } from 'viem/actions'
import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { parseAddress } from '../chain/parseAddress.ts'

export type Collection = { address: Address; name: string; symbol: string }

const erc721Interface = '0x80ac58cd'
const interfaceAbi = parseAbi(['function supportsInterface(bytes4) view returns (bool)'])

/** Returns an ERC-721 collection, or undefined where the address does not answer as one. */
export async function readCollection(client: NodeClient, text: string): Promise<Collection | undefined> {
  const address = parseAddress(text)
  try {
    const isCollection = await readContract(client, {
      address,
      abi: interfaceAbi,
      functionName: 'supportsInterface',
      args: [erc721Interface],
    })
    if (!isCollection) return undefined
    const [name, symbol] = await Promise.all([
      readContract(client, { address, abi: erc721Abi, functionName: 'name' }),
      readContract(client, { address, abi: erc721Abi, functionName: 'symbol' }),
    ])
    return { address, name, symbol }
  } catch (error) {
    if (saysNo(error)) return undefined
    throw error
  }
}

/** A contract without the function is no collection; a node that is away says nothing about it. */
function saysNo(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (/^(ContractFunctionRevertedError|ContractFunctionZeroDataError|AbiDecoding.*)$/.test(cause.name)) return true
  }
  return false
}
