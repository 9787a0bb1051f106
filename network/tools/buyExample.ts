import type { Hex } from '../../lib/bytes/hex.ts'
import { createNodeClient } from '../../lib/chain/createNodeClient.ts'
import type { NodeConfig } from '../../lib/chain/nodeConfig.ts'
import { checkChunk, openChunk } from '../../lib/crypto/openChunk.ts'
import { createBlockReader } from '../../lib/ipfs/fetchBlock.ts'
import { storageNodes } from '../../lib/ipfs/storageNodes.ts'
import { buyDataSet } from '../../lib/market/buyDataSet.ts'
import { createLocalAccount } from '../../lib/market/createLocalAccount.ts'
import { createMarketApi } from '../../lib/market/marketApi.ts'

type Input = { config: NodeConfig; privateKey: Hex; seed: Uint8Array; onChunk(plain: Uint8Array): void }

/** The whole trade, as docs/sdk.md shows it: finds the cheapest driving data, buys it and opens it. */
export async function buyExample({ config, privateKey, seed, onChunk }: Input): Promise<Hex> {
  const client = createNodeClient(config)
  const account = createLocalAccount({ client, privateKey, chainId: config.chainId! })
  const api = createMarketApi({ url: config.services!.indexer!.http!, fetch })
  const { rows } = await api.searchListings({ kind: 'driving', sort: 'cheapest' }, { limit: 1 })
  const getBlock = createBlockReader(storageNodes(config.services))
  const listing = rows[0]!.id as Hex
  const { orderId } = await buyDataSet({ client, account }, { listing, seed, getBlock, checkChunk, openChunk, onChunk })
  return orderId
}
