import { withBitswap } from '@helia/bitswap'
import { withLibp2pLight } from '@helia/libp2p'
import { identify, identifyPush } from '@libp2p/identify'
import { kadDHT } from '@libp2p/kad-dht'
import { ping } from '@libp2p/ping'
import { multiaddr } from '@multiformats/multiaddr'
import type { FsBlockstore } from 'blockstore-fs'
import { LevelDatastore } from 'datastore-level'
import { createHeliaLight } from 'helia'
import { CID } from 'multiformats/cid'
import { blake3Hasher } from '../../lib/ipfs/blake3Hasher.ts'
import { createSocketOptions } from '../../lib/ipfs/createSocketOptions.ts'
import type { Pull } from './createPuller.ts'

type Options = {
  folder: string
  blockstore: FsBlockstore
  port: number
  /** Peers to be connected with, as multiaddrs. */
  peers: readonly string[]
}

const redialMs = 10_000

/**
 * Starts the IPFS side of a storage node: Helia over libp2p on 127.0.0.1, bitswap, and a DHT of its own. The network is
 * closed: no bootstrap, no discovery, no relay; peers are those who are named or who dial.
 */
export async function startSwarm({ folder, blockstore, port, peers }: Options) {
  const datastore = new LevelDatastore(folder)
  await datastore.open()
  const helia = withBitswap(
    withLibp2pLight(createHeliaLight({ datastore, blockstore, hashers: [blake3Hasher] }), {
      ...createSocketOptions(),
      addresses: { listen: [`/ip4/127.0.0.1/tcp/${port}/ws`] },
      // The default refuses loopback addresses, which are all there are here.
      connectionGater: { denyDialMultiaddr: () => false, filterMultiaddrForPeer: async () => true },
      services: {
        identify: identify(),
        identifyPush: identifyPush(),
        ping: ping(),
        dht: kadDHT({
          protocol: '/qoodblock/kad/1.0.0',
          clientMode: false,
          allowQueryWithZeroPeers: true,
          peerInfoMapper: (peer) => peer,
        }),
      },
    }),
  )
  await helia.start()
  const { libp2p } = helia

  function dialPeers(): void {
    for (const peer of peers) libp2p.dial(multiaddr(peer), { signal: AbortSignal.timeout(redialMs) }).catch(() => {})
  }
  dialPeers()
  const redial = setInterval(dialPeers, redialMs)

  const pull: Pull = async (cid, signal) => {
    for await (const _ of helia.blockstore.get(CID.parse(cid), { signal })) {
      // Helia has written the block by the time it hands it out.
    }
  }

  return {
    node: libp2p.peerId.toString(),
    pull,
    addresses: () => libp2p.getMultiaddrs().map(String),
    peers: () => libp2p.getPeers().length,
    /** Says in the DHT that the block can be had here. */
    provide: (cid: string, signal: AbortSignal) => helia.routing.provide(CID.parse(cid), { signal }),
    async stop(): Promise<void> {
      clearInterval(redial)
      await helia.stop()
      await datastore.close()
    },
  }
}
export type Swarm = Awaited<ReturnType<typeof startSwarm>>
