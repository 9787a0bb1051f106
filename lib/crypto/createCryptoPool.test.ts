import { afterEach, expect, test } from 'vitest'
import { connect, type Port, serve } from '../rpc/rpc.ts'
import { createCryptoPool, poolSize } from './createCryptoPool.ts'
import { type CryptoApi, cryptoApi } from './cryptoApi.ts'
import { bytesOf, id, root, sealBytes } from './fixtures/createMemoryBlocks.ts'
import { createKeyWalk, maxDepth } from './keyTree.ts'
import { checkData, openData } from './openData.ts'
import type { SealState } from './sealData.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

/** Workers as the page sees them, each behind a port of its own. */
function startPool(size: number) {
  const ports: MessagePort[] = []
  const start = () => {
    const { port1, port2 } = new MessageChannel()
    const server = serve(port1, cryptoApi)
    ports.push(port2)
    stops.push(() => {
      server.stop()
      port1.close()
      port2.close()
    })
    return connect<CryptoApi>(port2 as Port, { timeoutMs: 20_000 })
  }
  const pool = createCryptoPool({ size, start })
  return { pool, ports }
}
const bytes = bytesOf(50_000)
const keyOf = createKeyWalk(root, maxDepth)

test('gives the same roots and blocks as no worker at all, whatever their number', async () => {
  const expected = await sealBytes(bytes)
  for (const size of [1, 2, 5]) {
    const { pool } = startPool(size)
    const { set, blocks } = await sealBytes(bytes, { sealChunk: pool.sealChunk, concurrency: 2 * size })
    expect(set).toEqual(expected.set)
    expect(new Set(blocks.keys())).toEqual(new Set(expected.blocks.keys()))
  }
})

test('opens and checks through workers, and moves no block that others may need', async () => {
  const { pool } = startPool(2)
  const { set, blocks } = await sealBytes(bytes)
  const getBlock = async (cid: string) => blocks.get(cid)?.slice()
  const plain: number[] = []
  for await (const piece of openData({ id, set, getBlock, keyOf, openChunk: pool.openChunk })) plain.push(...piece)
  expect(Uint8Array.from(plain)).toEqual(bytes)
  for await (const length of checkData({ id, set, getBlock, checkChunk: pool.checkChunk }))
    expect(length).toBeGreaterThan(0)
})

test('names what is wrong across the worker', async () => {
  const { pool } = startPool(1)
  const { set, getBlock } = await sealBytes(bytes)
  const opening = openData({ id, set, getBlock, keyOf: () => root, openChunk: pool.openChunk }).next()
  await expect(opening).rejects.toMatchObject({ name: 'Crypto.WrongKeyError' })
})

function crash(ports: MessagePort[]): void {
  for (const port of ports.splice(0)) port.dispatchEvent(Object.assign(new Event('error'), { message: 'boom' }))
}

test('a worker that crashes over a chunk is replaced, and the sealing goes on from its checkpoint', async () => {
  const { pool, ports } = startPool(2)
  let state: SealState | undefined
  const sealing = sealBytes(bytes, {
    sealChunk: (job, signal) => {
      const sealed = pool.sealChunk(job, signal)
      if (job.index === 5) crash(ports)
      return sealed
    },
    concurrency: 2,
    onProgress: (progress) => {
      state = progress.state()
    },
  })
  await expect(sealing).rejects.toMatchObject({ name: 'Rpc.WorkerCrashedError' })
  const { set } = await sealBytes(bytes, { sealChunk: pool.sealChunk, resume: state! })
  expect(set).toEqual((await sealBytes(bytes)).set)
  expect(ports).not.toHaveLength(0)
})

test('workers that crash without a chunk are replaced, and nobody notices', async () => {
  const { pool, ports } = startPool(2)
  const sealing = sealBytes(bytes, {
    sealChunk: (job, signal) => {
      if (job.index === 5) crash(ports)
      return pool.sealChunk(job, signal)
    },
    concurrency: 1,
  })
  expect((await sealing).set).toEqual((await sealBytes(bytes)).set)
  expect(ports).not.toHaveLength(0)
})

test('sizes itself to the machine within bounds', () => {
  expect([0, 1, 2, 8, 64].map(poolSize)).toEqual([1, 1, 2, 8, 8])
})
