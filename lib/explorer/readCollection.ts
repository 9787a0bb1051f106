import { erc721Abi, parseAbi } from 'viem'
import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { parseAddress } from '../chain/parseAddress.ts'
import { readContract } from '../chain/readContract.ts'
import { onlyRevert } from './onlyRevert.ts'

/** Name and symbol are empty where an ERC-1155 does not say them, as its standard allows. */
export type Collection = { address: Address; standard: 'erc721' | 'erc1155'; name: string; symbol: string }

const interfaces = { erc721: '0x80ac58cd', erc1155: '0xd9b67a26' } as const
const interfaceAbi = parseAbi(['function supportsInterface(bytes4) view returns (bool)'])

/** Returns an ERC-721 or ERC-1155 collection, or undefined where the address does not answer as one. */
export async function readCollection(client: NodeClient, text: string): Promise<Collection | undefined> {
  const address = parseAddress(text)
  const supports = (id: `0x${string}`) =>
    readContract(client, { address, abi: interfaceAbi, functionName: 'supportsInterface', args: [id] }).catch(
      onlyRevert,
    )
  const [isItems, isPieces] = await Promise.all([supports(interfaces.erc721), supports(interfaces.erc1155)])
  if (!isItems && !isPieces) return undefined
  const [name = '', symbol = ''] = await Promise.all([
    readContract(client, { address, abi: erc721Abi, functionName: 'name' }).catch(onlyRevert),
    readContract(client, { address, abi: erc721Abi, functionName: 'symbol' }).catch(onlyRevert),
  ])
  return { address, standard: isItems ? 'erc721' : 'erc1155', name, symbol }
}
