import { withBitswap } from '@helia/bitswap'
import { withLibp2pLight } from '@helia/libp2p'
import { identify, identifyPush } from '@libp2p/identify'
import { kadDHT } from '@libp2p/kad-dht'
import { ping } from '@libp2p/ping'
import { multiaddr } from '@multiformats/multiaddr'
import { createHeliaLight } from 'helia'
import { CID } from 'multiformats/cid'
import { BaseError } from '../errors.ts'
import { blake3Hasher } from './blake3Hasher.ts'
import { createSocketOptions } from './createSocketOptions.ts'
import { fetchBlock } from './fetchBlock.ts'
import type { Blockstore } from './openLocalBlocks.ts'
import type { StorageNode } from './StorageNode.ts'

export type Peer = Awaited<ReturnType<typeof startPeer>>

/**
 * Starts Helia on this machine's blocks: a peer of the storage nodes. They fetch from it over the connection that it
 * opens (which is how an upload over bitswap works), it fetches from them, by bitswap or over HTTP, whoever is first.
 */
export async function startPeer({ blockstore, nodes }: { blockstore: Blockstore; nodes: readonly StorageNode[] }) {
  const overHttp = {
    name: 'storage-nodes-over-http',
    retrieve: (cid: CID, options: { signal?: AbortSignal } = {}) =>
      fetchBlock({ cid: cid.toString(), nodes, signal: options.signal }),
  }
  const helia = withBitswap(
    withLibp2pLight(createHeliaLight({ blockstore, hashers: [blake3Hasher], blockBrokers: [overHttp] }), {
      ...createSocketOptions(),
      addresses: { listen: [] },
      // The default of browsers refuses loopback and plain ws.
      connectionGater: { denyDialMultiaddr: () => false },
      services: {
        identify: identify(),
        identifyPush: identifyPush(),
        ping: ping(),
        dht: kadDHT({
          protocol: '/qoodblock/kad/1.0.0',
          clientMode: true,
          allowQueryWithZeroPeers: true,
          peerInfoMapper: (peer) => peer,
        }),
      },
    }),
  )
  await helia.start()
  return {
    id: helia.libp2p.peerId.toString(),
    peers: () => helia.libp2p.getPeers().length,
    async dial(node: StorageNode, signal: AbortSignal): Promise<void> {
      if (!node.swarm) throw new NoSwarmError(node)
      await helia.libp2p.dial(multiaddr(node.swarm), { signal })
    },
    async get(cid: string, signal: AbortSignal): Promise<Uint8Array> {
      const pieces: Uint8Array[] = []
      for await (const piece of helia.blockstore.get(CID.parse(cid), { signal })) pieces.push(piece)
      return pieces.length === 1 ? pieces[0]! : new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer())
    },
    stop: () => helia.stop(),
  }
}

export class NoSwarmError extends BaseError {
  override readonly name = 'Ipfs.NoSwarmError'
  constructor({ http }: StorageNode) {
    super(`The storage node at ${http} takes no bitswap; upload over HTTP.`)
  }
}
