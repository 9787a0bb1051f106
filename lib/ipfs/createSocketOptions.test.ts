import { createLibp2p, type Libp2p } from 'libp2p'
import { afterEach, expect, test } from 'vitest'
import { createSocketOptions } from './createSocketOptions.ts'

const peers: Libp2p[] = []
afterEach(() => Promise.all(peers.splice(0).map((peer) => peer.stop())))

async function startPeer(): Promise<Libp2p> {
  const peer = await createLibp2p({
    ...createSocketOptions(),
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0/ws'] },
    connectionGater: { denyDialMultiaddr: () => false },
    // It would end by itself, after a while, what the other side has given up.
    connectionMonitor: { enabled: false },
  })
  peers.push(peer)
  return peer
}

test.each([
  { who: 'who dialled', other: 'who was dialled' },
  { who: 'who was dialled', other: 'who dialled' },
])('a connection that is given up by $who closes for $other', async ({ who }) => {
  const [dialler, listener] = [await startPeer(), await startPeer()]
  await dialler.dial(listener.getMultiaddrs())
  await expect.poll(() => listener.getConnections().length).toBe(1)
  const [here, there] = who === 'who dialled' ? [dialler, listener] : [listener, dialler]
  here.getConnections()[0]!.abort(new Error('enough'))
  await expect.poll(() => there.getConnections().length).toBe(0)
})
