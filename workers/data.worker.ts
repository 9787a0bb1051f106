import { createDataApi, type DataEvents } from '../lib/dataset/createDataApi.ts'
import { createRecordStore } from '../lib/dataset/createRecordStore.ts'
import { openFileSink } from '../lib/dataset/openFileSink.ts'
import { openLocalBlocks } from '../lib/ipfs/openLocalBlocks.ts'
import type { Peer } from '../lib/ipfs/startPeer.ts'
import { type Port, serve } from '../lib/rpc/rpc.ts'
import { sleep } from '../lib/rpc/sleep.ts'
import { startCrypto } from './crypto.ts'

const blocks = openLocalBlocks()
let peer: Promise<Peer> | undefined

const api = createDataApi({
  records: createRecordStore({ indexedDB }),
  blocks,
  pool: startCrypto(),
  sleep,
  openSink: openFileSink,
  emit: (event, data) => server.emit(event, data),
  async dial(node, nodes, signal) {
    peer ??= import('../lib/ipfs/startPeer.ts').then(({ startPeer }) =>
      startPeer({ blockstore: blocks.blockstore, nodes }),
    )
    await (await peer).dial(node, signal ?? AbortSignal.timeout(30_000))
  },
})
const server = serve<DataEvents>(self as unknown as Port, api)
