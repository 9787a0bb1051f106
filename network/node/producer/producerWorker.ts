import { parentPort, workerData } from 'node:worker_threads'
import { decodeHex, type Hex } from '../../../lib/bytes/hex.ts'
import { loadKeccak } from '../../../lib/bytes/keccak256.ts'
import { privateKeyToAddress } from '../../../lib/chain/signSeal.ts'
import { createNodeCommon } from '../createNodeCommon.ts'
import { loadSecp256k1 } from '../loadSecp256k1.ts'
import { openStore } from '../store/openStore.ts'
import { createProducer, type TurnRequest } from './createProducer.ts'

export type ProducerWorkerData = { path: string; keys: readonly Hex[]; epochBlocks: number }

const { path, keys, epochBlocks } = workerData as ProducerWorkerData
const port = parentPort!
const { recover, signSeal } = loadSecp256k1()

await loadKeccak()
const store = openStore({ path })
const sealers = keys.map(decodeHex).map((key) => ({
  address: privateKeyToAddress(key),
  sign: (digest: Hex) => signSeal(digest, key),
}))
const producer = await createProducer({
  store,
  common: createNodeCommon(store.chainId),
  sealers,
  epochBlocks,
  recover,
  now: Date.now,
})

port.on('message', async (request: TurnRequest | 'close') => {
  if (request === 'close') {
    await store.close()
    port.close()
    return
  }
  // An error here must end the thread: the state in memory may be ahead of the disk.
  const turn = await producer.turn(request)
  port.postMessage(turn)
  producer.settle()
})
port.postMessage('ready')
