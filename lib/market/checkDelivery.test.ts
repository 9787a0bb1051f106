import { expect, test } from 'vitest'
import { pageChunks } from '../crypto/ChunkPage.ts'
import { bytesOf, id, root, sealBytes } from '../crypto/fixtures/createMemoryBlocks.ts'
import { createKeyWalk, maxDepth } from '../crypto/keyTree.ts'
import { openChunk } from '../crypto/openChunk.ts'
import { type GetBlock, listEntries } from '../crypto/openData.ts'
import { formatRawCid } from '../crypto/rawCid.ts'
import { checkDelivery } from './checkDelivery.ts'

type Sealed = Awaited<ReturnType<typeof sealBytes>>
const right = createKeyWalk(root, maxDepth)
const wrong = createKeyWalk(id, maxDepth)

/** What was delivered: right keys before chunk `wrongFrom`, wrong ones from there on. */
const deliveryOf = (chunks: number, wrongFrom = chunks) => ({
  indexes: Array.from({ length: chunks }, (_, index) => index),
  keyOf: (index: number) => (index < wrongFrom ? right(index) : wrong(index)),
  sampleOf: () => 0,
})

async function cidsOf({ set, getBlock }: Sealed): Promise<string[]> {
  const cids: string[] = []
  for await (const { entry } of listEntries({ set, getBlock })) cids.push(formatRawCid(entry.digest))
  return cids
}

async function check({ set }: Sealed, getBlock: GetBlock, opened: ReturnType<typeof deliveryOf>) {
  const read: number[] = []
  const onChunk = (_: Uint8Array, index: number) => void read.push(index)
  const verdict = await checkDelivery({ id, set, getBlock, opened, openChunk, onChunk }).catch((error: Error) => error)
  return { verdict, read }
}

/** Gives every block but these. */
const without =
  ({ getBlock }: Sealed, ...cids: (string | undefined)[]): GetBlock =>
  async (cid) =>
    cids.includes(cid) ? undefined : getBlock(cid)

test('hands out every chunk of a right delivery, in order', async () => {
  const sealed = await sealBytes(bytesOf(4096 * 3))
  expect(await check(sealed, sealed.getBlock, deliveryOf(3))).toEqual({ verdict: { kind: 'right' }, read: [0, 1, 2] })
})

test('finds a wrong key behind a missing block', async () => {
  const sealed = await sealBytes(bytesOf(4096 * 5))
  const [first] = await cidsOf(sealed)
  const { verdict } = await check(sealed, without(sealed, first), deliveryOf(5, 1))
  expect(verdict).toEqual({ kind: 'wrongKey', chunk: 1 })
})

test('finds a wrong key behind a damaged block', async () => {
  const sealed = await sealBytes(bytesOf(4096 * 2))
  const [first] = await cidsOf(sealed)
  const damage: GetBlock = async (cid) => (cid === first ? new Uint8Array(9) : sealed.getBlock(cid))
  expect((await check(sealed, damage, deliveryOf(2, 1))).verdict).toEqual({ kind: 'wrongKey', chunk: 1 })
})

test('finds a wrong key behind a missing page of the list', async () => {
  const chunks = pageChunks + 1
  const plan = { kind: 'fixed', maxChunkBytes: 1 } as const
  const sealed = await sealBytes(bytesOf(chunks), { plan })
  const page = sealed.set.pages[0]!.cid
  const { verdict } = await check(sealed, without(sealed, page), deliveryOf(chunks, pageChunks))
  expect(verdict).toEqual({ kind: 'wrongKey', chunk: pageChunks })
})

test('finds a wrong sector behind a missing block', async () => {
  const other = await sealBytes(bytesOf(4096 * 3))
  const wrongPromise = new Error('Sector 8 decrypts to something else than was committed to.')
  wrongPromise.name = 'Crypto.WrongSectorError'
  const [, second] = await cidsOf(other)
  const verdict = await checkDelivery({
    ...{ id, set: other.set, getBlock: without(other, second), opened: deliveryOf(3) },
    openChunk: async (job) => (job.index === 2 ? Promise.reject(wrongPromise) : openChunk(job)),
  })
  expect(verdict).toEqual({ kind: 'wrongSector', sector: 8, chunk: 2 })
})

test('names every chunk that could not be read when no fault was found, and hands out none behind the first', async () => {
  const sealed = await sealBytes(bytesOf(4096 * 5))
  const [, second, , fourth] = await cidsOf(sealed)
  const getBlock: GetBlock = async (cid) => (cid === fourth ? new Uint8Array(9) : without(sealed, second)(cid))
  const { verdict, read } = await check(sealed, getBlock, deliveryOf(5))
  expect(verdict).toMatchObject({ name: 'Market.UnreadChunksError', chunks: [1, 3] })
  expect(read).toEqual([0])
})

test('stops when it is told to', async () => {
  const sealed = await sealBytes(bytesOf(4096 * 2))
  const stop = new AbortController()
  const getBlock: GetBlock = async (cid) => {
    if (cid !== sealed.set.pages[0]!.cid) stop.abort(new Error('stopped'))
    return sealed.getBlock(cid)
  }
  const job = { id, set: sealed.set, getBlock, opened: deliveryOf(2), signal: stop.signal }
  await expect(checkDelivery({ ...job, openChunk: async () => stop.signal.throwIfAborted() as never })).rejects.toThrow(
    'stopped',
  )
})
