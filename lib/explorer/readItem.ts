import { erc721Abi } from 'viem'
import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { onlyRevert } from './onlyRevert.ts'

export type Item = { owner: Address; uri: string | undefined }

/** Returns who owns an item of an ERC-721 collection and where it is described; undefined where there is no such item. */
export async function readItem(client: NodeClient, token: Address, id: bigint): Promise<Item | undefined> {
  const item = { address: token, abi: erc721Abi, args: [id] } as const
  const [owner, uri] = await Promise.all([
    readContract(client, { ...item, functionName: 'ownerOf' }).catch(onlyRevert),
    readContract(client, { ...item, functionName: 'tokenURI' }).catch(onlyRevert),
  ])
  return owner && { owner, uri: uri || undefined }
}
