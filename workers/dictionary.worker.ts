import { findBlock } from '../lib/dictionary/base/findBlock.ts'
import { createDictionaryApi } from '../lib/dictionary/createDictionaryApi.ts'
import { fetchBlock } from '../lib/ipfs/fetchBlock.ts'
import { type Port, serve } from '../lib/rpc/rpc.ts'

const api = createDictionaryApi({
  // The dictionaries of the genesis travel with the app: the same bytes under the same CID when no storage node answers.
  fetchBytes: (cid, nodes, signal) =>
    fetchBlock({ cid, nodes, signal, timeoutMs: 10_000 }).catch((error) => findBlock(cid) ?? Promise.reject(error)),
  onProgress: (progress) => server.emit('progress', progress),
})
const server = serve<{ progress: { bytes: number } }>(self as unknown as Port, api)
