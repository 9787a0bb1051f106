import { parseAbi } from 'viem'
import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { parseAddress } from '../chain/parseAddress.ts'
import { readContract } from '../chain/readContract.ts'
import { onlyRevert } from './onlyRevert.ts'

const abi = parseAbi([
  'function balanceOf(address holder, uint256 id) view returns (uint256)',
  'function uri(uint256 id) view returns (string)',
])

/** Returns how many pieces of an item of an ERC-1155 the holder has. */
export function readPieces(
  client: NodeClient,
  { token, id, holder }: { token: Address; id: bigint; holder: string },
): Promise<bigint> {
  return readContract(client, { address: token, abi, functionName: 'balanceOf', args: [parseAddress(holder), id] })
}

/** Returns where an item of an ERC-1155 is described, or undefined where the contract does not say. */
export async function readPieceUri(client: NodeClient, token: Address, id: bigint): Promise<string | undefined> {
  const uri = await readContract(client, { address: token, abi, functionName: 'uri', args: [id] }).catch(onlyRevert)
  // The standard lets one text serve all items: the id goes in as 64 digits.
  return uri?.replaceAll('{id}', id.toString(16).padStart(64, '0')) || undefined
}
