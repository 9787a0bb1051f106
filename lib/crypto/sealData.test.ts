import { blake3 } from '@noble/hashes/blake3.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blockBytes } from './blockLayout.ts'
import { decodeEntry, describePage, entryBytes, joinPages, pageChunks } from './ChunkPage.ts'
import { deriveCover, openCover } from './coverRange.ts'
import { bytesOf, createMemoryBlocks, id, root, sealBytes, sourceOf } from './fixtures/createMemoryBlocks.ts'
import { createKeyWalk, depthOf, hashKeyLeaf, maxDepth } from './keyTree.ts'
import { merkleRoot, verifyMerkleProof } from './merkle.ts'
import { checkChunk, openChunk } from './openChunk.ts'
import { checkData, listEntries, openData } from './openData.ts'
import type { ChunkPlan } from './planChunks.ts'
import { proveKey, proveSector } from './proveDispute.ts'
import { type ChunkEntry, hashChunkLeaf, sealChunk } from './sealChunk.ts'
import { type SealedData, type SealState, sealData } from './sealData.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const keyOf = createKeyWalk(root, maxDepth)

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: number[] = []
  for await (const piece of pieces) all.push(...piece)
  return Uint8Array.from(all)
}
async function list<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
type Sealed = Awaited<ReturnType<typeof sealBytes>>
const open = ({ set, getBlock }: Sealed, range?: { from: number; to: number }) =>
  collect(openData({ id, set, getBlock, keyOf, openChunk, ...(range && { range }) }))

test.each([0, 1, 1023, 1024, 1025, 4095, 4096, 4097, 8192, 20_000])(
  'opens what it sealed: %i bytes',
  async (length) => {
    const sealed = await sealBytes(bytesOf(length))
    expect(sealed.set).toMatchObject({
      bytes: length,
      chunks: Math.max(1, Math.ceil(length / 4096)),
      sectorsPerChunk: 4,
    })
    expect(await open(sealed)).toEqual(bytesOf(length))
  },
)

test('opens what it sealed, for any length, chunk size, piece size and concurrency', async () => {
  const sizes = fc.record({
    length: fc.nat(20_000),
    chunk: fc.integer({ min: 100, max: 5000 }),
    piece: fc.integer({ min: 1, max: 9000 }),
  })
  await fc.assert(
    fc.asyncProperty(sizes, fc.integer({ min: 1, max: 9 }), async ({ length, chunk, piece }, concurrency) => {
      const plan = { kind: 'fixed', maxChunkBytes: chunk } as const
      const sealed = await sealBytes(bytesOf(length), { plan, concurrency, source: sourceOf(bytesOf(length), piece) })
      expect(await open(sealed)).toEqual(bytesOf(length))
    }),
    { numRuns: Math.min(numRuns, 40) },
  )
})

test('gives the same roots whatever the number of workers and the order in which they finish', async () => {
  const bytes = bytesOf(60_000)
  const { set: expected } = await sealBytes(bytes, { concurrency: 1 })
  for (const concurrency of [2, 3, 8, 64]) {
    const held: (() => void)[] = []
    const { set } = await sealBytes(bytes, {
      concurrency,
      // Of each two chunks the later finishes first.
      sealChunk: async (job) => {
        if (job.index % 2 === 0 && job.index < 14) await new Promise<void>((resolve) => held.push(resolve))
        else held.pop()?.()
        return sealChunk(job)
      },
    })
    expect(set).toEqual(expected)
  }
})

test('commits to the roots of whole trees over all chunks and keys', async () => {
  const sealed = await sealBytes(bytesOf(18_500))
  const { set, getBlock } = sealed
  const leaves = new Uint8Array(set.chunks * 32)
  const keyLeaves = new Uint8Array(set.chunks * 32)
  for await (const { index, entry } of listEntries({ set, getBlock })) {
    const { block } = await sealChunk({
      id,
      index,
      sectorsPerChunk: 4,
      key: keyOf(index),
      plain: bytesOf(18_500).slice(index * 4096, (index + 1) * 4096),
    })
    leaves.set(hashChunkLeaf({ digest: blake3(block), length: entry.length }), index * 32)
    keyLeaves.set(hashKeyLeaf(index, keyOf(index)), index * 32)
  }
  expect(merkleRoot({ leaves, depth: depthOf(set.chunks) })).toEqual(set.dataRoot)
  expect(merkleRoot({ leaves: keyLeaves, depth: depthOf(set.chunks) })).toEqual(set.keyRoot)
})

test('joins pages to the roots of one tree', async () => {
  const chunks = 2 * pageChunks + 5
  const all = new Uint8Array(chunks * entryBytes)
  for (let i = 0; i < all.length; i += 50) all[i] = i % 251
  const pages = []
  for (let at = 0; at < all.length; at += pageChunks * entryBytes) {
    pages.push(await describePage(all.slice(at, at + pageChunks * entryBytes), chunks))
  }
  const rootOf = (leafOf: (entry: ChunkEntry) => Uint8Array) => {
    const leaves = new Uint8Array(chunks * 32)
    for (let i = 0; i < chunks; i++) leaves.set(leafOf(decodeEntry(all, i)), i * 32)
    return merkleRoot({ leaves, depth: depthOf(chunks) })
  }
  const { dataRoot, keyRoot } = joinPages(pages, chunks)
  expect(keyRoot).toEqual(rootOf((entry) => entry.keyLeaf))
  expect(dataRoot).toEqual(rootOf(hashChunkLeaf))
})

test('a grant of a range opens exactly that range', async () => {
  const bytes = bytesOf(40_000)
  const { set, getBlock } = await sealBytes(bytes)
  const range = { from: 3, to: 7 }
  const granted = openCover(deriveCover(root, { ...range, chunks: set.chunks }))
  const job = { id, set, getBlock, keyOf: granted, openChunk }
  expect(await collect(openData({ ...job, range }))).toEqual(bytes.slice(3 * 4096, 7 * 4096))
  for (const range of [
    { from: 2, to: 3 },
    { from: 7, to: 8 },
  ]) {
    await expect(collect(openData({ ...job, range }))).rejects.toMatchObject({ name: 'Crypto.NotGrantedError' })
  }
})

test('a wrapped key with any bit flipped opens nothing', async () => {
  const { set, getBlock } = await sealBytes(bytesOf(40_000))
  const nodes = deriveCover(root, { from: 0, to: 4, chunks: set.chunks })
  await fc.assert(
    fc.asyncProperty(fc.nat(255), async (bit) => {
      const key = nodes[0]!.key.slice()
      key[bit >> 3]! ^= 1 << (bit & 7)
      const keyOf = openCover([{ ...nodes[0]!, key }])
      const opening = collect(openData({ id, set, getBlock, keyOf, openChunk, range: { from: 0, to: 4 } }))
      await expect(opening).rejects.toMatchObject({ name: 'Crypto.WrongKeyError' })
    }),
    { numRuns: Math.min(numRuns, 50) },
  )
})

test('refuses a page, a root or a block with any bit flipped, and a missing one, by name', async () => {
  const sealed = await sealBytes(bytesOf(9000))
  const cids = [...sealed.blocks.keys()]
  await fc.assert(
    fc.asyncProperty(fc.nat(cids.length - 1), fc.nat(), async (place, bit) => {
      const cid = cids[place]!
      const block = sealed.blocks.get(cid)!.slice()
      block[(bit >> 3) % block.length]! ^= 1 << (bit & 7)
      const getBlock = async (wanted: string) => (wanted === cid ? block : sealed.blocks.get(wanted))
      const name = cid === sealed.set.pages[0]!.cid ? 'Crypto.WrongPageError' : 'Crypto.WrongBlockError'
      await expect(open({ ...sealed, getBlock })).rejects.toMatchObject({ name })
    }),
    { numRuns },
  )
  for (const kind of ['dataRoot', 'keyRoot'] as const) {
    const flipped = sealed.set[kind].map((byte, i) => (i === 9 ? byte ^ 4 : byte))
    const set = { ...sealed.set, [kind]: flipped }
    await expect(open({ ...sealed, set })).rejects.toMatchObject({ name: 'Crypto.WrongRootError' })
    const pages = [{ ...sealed.set.pages[0]!, [kind]: flipped }]
    const both = { ...sealed.set, [kind]: flipped, pages }
    await expect(open({ ...sealed, set: both })).rejects.toMatchObject({ name: 'Crypto.WrongPageError' })
  }
  for (const change of [{ chunks: 4 }, { chunks: 9000 }, { sectorsPerChunk: 3 }]) {
    await expect(open({ ...sealed, set: { ...sealed.set, ...change } })).rejects.toMatchObject({
      name: expect.stringMatching(/^Crypto\.Wrong(Root|Page)Error$/),
    })
  }
  sealed.blocks.delete(cids[1]!)
  await expect(open(sealed)).rejects.toMatchObject({ name: 'Crypto.MissingBlockError' })
})

test('checks all blocks without any key', async () => {
  const { set, getBlock, blocks } = await sealBytes(bytesOf(9000))
  const lengths = await list(checkData({ id, set, getBlock, checkChunk }))
  expect(lengths).toEqual([4096, 4096, 808])
  const [first] = blocks.keys()
  blocks.set(first!, new Uint8Array(blockBytes(4096)))
  const checking = list(checkData({ id, set, getBlock, checkChunk }))
  await expect(checking).rejects.toMatchObject({ name: 'Crypto.WrongBlockError' })
})

test('evidence for a dispute leads to the roots, and not with one bit flipped', async () => {
  const { set, getBlock } = await sealBytes(bytesOf(18_500))
  const entries = await list(listEntries({ set, getBlock }))
  const key = await proveKey({ set, getBlock, index: 3 })
  expect(key.leaf).toEqual(hashKeyLeaf(3, keyOf(3)))
  verifyMerkleProof({ leaf: key.leaf, index: 3, siblings: key.siblings, root: set.keyRoot })
  for (const sector of [0, 13, 16, 18]) {
    const { block } = await sealChunk({
      id,
      index: sector >> 2,
      sectorsPerChunk: 4,
      key: keyOf(sector >> 2),
      plain: bytesOf(18_500).slice((sector >> 2) * 4096, ((sector >> 2) + 1) * 4096),
    })
    expect(entries[sector >> 2]!.entry.length).toBe(sector < 16 ? 4096 : 18_500 - 16_384)
    const evidence = await proveSector({ set, getBlock, sector, block })
    const { digest } = entries[sector >> 2]!.entry
    expect(evidence.cipher.data.slice(0, 1024)).toEqual(block.slice((sector & 3) * 1024, ((sector & 3) + 1) * 1024))
    const leaf = hashChunkLeaf({ digest, length: evidence.length })
    const proof = { leaf, index: sector >> 2, siblings: evidence.siblings, root: set.dataRoot }
    verifyMerkleProof(proof)
    for (const change of [
      { index: (sector >> 2) + 1 },
      { leaf: hashChunkLeaf({ digest, length: evidence.length - 1 }) },
      { siblings: evidence.siblings.map((s, i) => (i === 2 ? s.map((b) => b ^ 1) : s)) },
    ]) {
      expect(() => verifyMerkleProof({ ...proof, ...change })).toThrow(
        expect.objectContaining({ name: 'Crypto.WrongProofError' }),
      )
    }
  }
})

test('goes on from any checkpoint to the same roots, and stores nothing twice', async () => {
  const bytes = bytesOf(30_000)
  const states: SealState[] = []
  const { set, blocks } = await sealBytes(bytes, { onProgress: ({ state }) => states.push(structuredClone(state())) })
  expect(states).toHaveLength(set.chunks)
  for (const resume of states) {
    const rest = await sealBytes(bytes, { resume })
    expect(rest.set).toEqual(set)
    expect(rest.blocks.size).toBe(blocks.size - resume.chunks)
  }
})

test('does not go on with other bytes, another plan or another data set', async () => {
  const states: SealState[] = []
  await sealBytes(bytesOf(30_000), { onProgress: ({ state }) => states.push(state()) })
  const other = bytesOf(30_000)
  other[4096]! ^= 1
  const refused = { name: 'Crypto.SourceChangedError' }
  await expect(sealBytes(other, { resume: states[1]! })).rejects.toMatchObject(refused)
  await expect(sealBytes(bytesOf(29_000), { resume: states[1]! })).rejects.toMatchObject(refused)
  await expect(sealBytes(bytesOf(30_000), { resume: states[1]!, id: root })).rejects.toMatchObject(refused)
  const plan = { kind: 'fixed', maxChunkBytes: 2048 } as const
  await expect(sealBytes(bytesOf(30_000), { resume: states[1]!, plan })).rejects.toMatchObject(refused)
})

test('cancels at once, even when nothing moves, and hands out a checkpoint to go on from', async () => {
  const controller = new AbortController()
  let state: SealState | undefined
  const sealing = sealBytes(bytesOf(30_000), {
    signal: controller.signal,
    concurrency: 1,
    onProgress: (progress) => {
      state = progress.state()
      if (progress.chunks === 3) controller.abort()
    },
    sealChunk: (job) => (job.index < 3 ? sealChunk(job) : new Promise(() => {})),
  })
  await expect(sealing).rejects.toMatchObject({ name: 'AbortError' })
  const { set } = await sealBytes(bytesOf(30_000), { resume: state! })
  expect(set).toEqual((await sealBytes(bytesOf(30_000))).set)
})

test('waits while paused and loses nothing', async () => {
  const gate = Promise.withResolvers<void>()
  const seen: number[] = []
  const sealing = sealBytes(bytesOf(30_000), {
    concurrency: 2,
    ready: () => (seen.length < 3 ? Promise.resolve() : gate.promise),
    onProgress: ({ chunks }) => {
      seen.push(chunks)
      if (chunks === 3) gate.resolve()
    },
  })
  expect((await sealing).set).toEqual((await sealBytes(bytesOf(30_000))).set)
})

test('keeps no more chunks in memory than it was told to', async () => {
  let open = 0
  let most = 0
  const counted = {
    fingerprint: '',
    async *open() {
      for (let i = 0; i < 50; i++) {
        open++
        most = Math.max(most, open)
        yield new Uint8Array(4096)
      }
    },
  }
  const store = createMemoryBlocks()
  const plan = { kind: 'fixed', maxChunkBytes: 4096 } as const
  await sealData({ source: counted, plan, id, root, sealChunk, ...store, concurrency: 3, onProgress: () => open-- })
  expect(most).toBeLessThanOrEqual(5)
})

test('an error of the store ends the sealing with that error', async () => {
  const putBlock = async () => {
    throw Object.assign(new Error('full'), { name: 'QuotaExceededError' })
  }
  await expect(sealBytes(bytesOf(9000), { putBlock })).rejects.toMatchObject({ name: 'QuotaExceededError' })
})

const lines = (...records: object[]) => new TextEncoder().encode(records.map((r) => `${JSON.stringify(r)}\n`).join(''))
test('goes on from any checkpoint of any plan', async () => {
  const records = Array.from({ length: 40 }, (_, i) => ({ t: i * i * 10, text: 'x'.repeat(i) }))
  const plans: ChunkPlan[] = [
    { kind: 'records', maxChunkBytes: 1024, recordsPerChunk: 3 },
    { kind: 'windows', maxChunkBytes: 4096, windowMs: 1000, firstMs: 0, timeField: 't' },
  ]
  for (const plan of plans) {
    const states: SealState[] = []
    const { set } = await sealBytes(lines(...records), { plan, onProgress: ({ state }) => states.push(state()) })
    expect(set.records).toBe(40)
    for (const resume of states) expect((await sealBytes(lines(...records), { plan, resume })).set).toEqual(set)
  }
})

test('two classes of one data set have roots and keys of their own', async () => {
  const bytes = bytesOf(9000)
  const other = root.map((byte) => byte ^ 1)
  const sets: SealedData[] = [(await sealBytes(bytes)).set, (await sealBytes(bytes, { root: other })).set]
  expect(sets[0]!.keyRoot).not.toEqual(sets[1]!.keyRoot)
  const { set, getBlock } = await sealBytes(bytes)
  const foreign = createKeyWalk(other, maxDepth)
  await expect(collect(openData({ id, set, getBlock, keyOf: foreign, openChunk }))).rejects.toMatchObject({
    name: 'Crypto.WrongKeyError',
  })
})
