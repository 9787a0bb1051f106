import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { decodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { developmentProducers } from '../genesis/developmentKeys.ts'
import { createNodeCommon } from '../node/createNodeCommon.ts'
import { loadSecp256k1 } from '../node/loadSecp256k1.ts'
import { openNodeStore, storePath } from '../node/openNodeStore.ts'
import { createProducer } from '../node/producer/createProducer.ts'
import { defaultNodeOptions } from '../node/startNode.ts'
import { createBenchGenesis } from './createBenchGenesis.ts'

/* Makes empty blocks as fast as they can be sealed and written, on a clock by hand, and says how it goes. */
export type ExtendSample = { height: number; blockMs: number; heapBytes: number; rssBytes: number; diskBytes: number }

const { recover, signSeal } = loadSecp256k1()
const [data, height, every] = process.argv.slice(2)
const genesis = await createBenchGenesis({ slots: 1_000, producers: 4 })
const { stateWindow } = defaultNodeOptions
const { store } = await openNodeStore({ data: data!, stateWindow, genesis })
let now = (genesis.timestamp + 60) * 1_000
const sealers = developmentProducers(genesis.chainId).map(({ address, privateKey }) => {
  const key = decodeHex(privateKey)
  return { address, sign: (digest: Hex) => signSeal(digest, key) }
})
const producer = await createProducer({
  store,
  common: createNodeCommon(genesis.chainId),
  sealers,
  epochBlocks: genesis.epochBlocks,
  recover,
  now: () => now,
})

const step = Number(every)
while (store.head() < Number(height)) {
  const startedAt = performance.now()
  const target = Math.min(Number(height), store.head() + step)
  const blocks = target - store.head()
  while (store.head() < target) {
    now += 500
    await producer.turn({ transactions: [], stopped: new Set(), turnMs: 1_000 })
  }
  const blockMs = (performance.now() - startedAt) / blocks
  process.send!(await sample(blockMs))
}
await store.close()
process.send!('done')
process.disconnect()

async function sample(blockMs: number): Promise<ExtendSample> {
  globalThis.gc?.()
  await setImmediate()
  const { heapUsed, external, rss } = process.memoryUsage()
  const { size } = await stat(join(storePath(data!), 'data.mdb'))
  return { height: store.head(), blockMs, heapBytes: heapUsed + external, rssBytes: rss, diskBytes: size }
}
