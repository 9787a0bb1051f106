import { blake3 } from '@noble/hashes/blake3.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { hashSectors, provePart } from './blake3.ts'
import { promiseAt } from './blockLayout.ts'
import { bytesOf, id } from './fixtures/createMemoryBlocks.ts'
import { readContractVectors } from './fixtures/readContractVectors.ts'
import { verifyMerkleProof } from './merkle.ts'
import { checkChunk, openChunk } from './openChunk.ts'
import { addPromise, chunkIv, hashChunkLeaf, type SealJob, sealChunk, sealText } from './sealChunk.ts'
import { encryptAesGcm, importAesKey } from './webCrypto.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const key = new Uint8Array(32).fill(7)
const place = { id, index: 3, sectorsPerChunk: 4 }
const edges = [0, 1, 15, 16, 17, 1023, 1024, 1025, 2048, 4095, 4096]

type Part = { data: Hex; path: number; siblings: Hex[] }
type Sector = {
  index: number
  chunk: number
  key: Hex
  length: number
  plain: Hex
  cipher: Part
  promised: Part
  digest: Hex
  leaf: Hex
  proof: Hex[]
}
type Vectors = { id: Hex; sectorsPerChunk: number; dataRoot: Hex; sectors: Sector[] }
const vectors = readContractVectors<Vectors>('sector')

test.skipIf(!vectors).each(vectors?.sectors ?? [])(
  'blocks, nodes and leaves agree with the contracts: sector $index',
  async ({ index: number, chunk: index, key, length, proof, ...sector }) => {
    const { id, sectorsPerChunk, dataRoot } = vectors!
    const first = (number % sectorsPerChunk) * 1024
    // Which bytes it is made of, network/tools/sampleDataSet.ts says.
    const plain = Uint8Array.from({ length }, (_, i) => (index * 31 + i * 7 + (i >> 8)) & 255)
    expect(encodeHex(plain.slice(first, first + 1024))).toBe(sector.plain)
    const job = { id: decodeHex(id), index, sectorsPerChunk, key: decodeHex(key), plain }
    const { block, entry } = await sealChunk(job)
    expect(encodeHex(entry.digest)).toBe(sector.digest)
    const shown = (part: number) => {
      const { data, path, siblings } = provePart(block, part)
      return { data: encodeHex(data), path: Number(path), siblings: siblings.map(encodeHex) }
    }
    expect(shown(first / 1024)).toEqual(sector.cipher)
    const promisedAt = promiseAt(length) + (number % sectorsPerChunk) * 32
    expect(shown(Math.floor(promisedAt / 1024))).toEqual(sector.promised)
    const leaf = hashChunkLeaf(entry)
    expect(encodeHex(leaf)).toBe(sector.leaf)
    const root = decodeHex(dataRoot)
    expect(() => verifyMerkleProof({ leaf, index, siblings: proof.map(decodeHex), root })).not.toThrow()
  },
)

test.each(edges)('opens what it sealed: %i bytes', async (length) => {
  const plain = bytesOf(length)
  const { block, entry } = await sealChunk({ ...place, key, plain })
  expect(block.length).toBe(Math.ceil(length / 32) * 32 + 32 * Math.max(1, Math.ceil(length / 1024)) + 16)
  expect(await openChunk({ ...place, key, block, entry })).toEqual(plain)
})

test('opens what it sealed, for any bytes, place and key', async () => {
  const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 4096 }), bytes32, fc.nat(2 ** 24 - 2), async (plain, key, index) => {
      const job = { id, index, sectorsPerChunk: 4, key }
      expect(await openChunk({ ...job, ...(await sealChunk({ ...job, plain })) })).toEqual(plain)
    }),
    { numRuns },
  )
})

test('refuses a block with any bit flipped, with and without the key', async () => {
  const { block, entry } = await sealChunk({ ...place, key, plain: bytesOf(1500) })
  await fc.assert(
    fc.asyncProperty(fc.nat(block.length * 8 - 1), async (bit) => {
      const damaged = block.slice()
      damaged[bit >> 3]! ^= 1 << (bit & 7)
      const refused = { name: 'Crypto.WrongBlockError' }
      await expect(checkChunk({ ...place, block: damaged, entry })).rejects.toMatchObject(refused)
      await expect(openChunk({ ...place, key, block: damaged, entry })).rejects.toMatchObject(refused)
    }),
    { numRuns },
  )
})

test('refuses another key, another place, another length and another hash by name', async () => {
  const { block, entry } = await sealChunk({ ...place, key, plain: bytesOf(1500) })
  const job = { ...place, key, block, entry }
  const expectName = (change: object, name: string) =>
    expect(openChunk({ ...job, ...change })).rejects.toMatchObject({ name })
  await expectName({ key: new Uint8Array(32).fill(8) }, 'Crypto.WrongKeyError')
  await expectName({ index: 4 }, 'Crypto.WrongKeyError')
  // Of the same block; only who committed to it can have said so, and the contract cuts it there, too.
  await expectName({ entry: { ...entry, length: 1499 } }, 'Crypto.WrongSectorError')
  await expectName({ entry: { ...entry, length: 1400 } }, 'Crypto.WrongBlockError')
  await expectName({ entry: { ...entry, length: 2 ** 31 } }, 'Crypto.WrongBlockError')
  await expectName({ entry: { ...entry, digest: new Uint8Array(32) } }, 'Crypto.WrongBlockError')
  await expectName({ sectorsPerChunk: 1 }, 'Crypto.WrongBlockError')
})

test('finds the sector that a cheat promised otherwise, be it the last or the only one', async () => {
  for (const [length, at, sector] of [
    [3000, 2050, 2],
    [3000, 0, 0],
    [1, 0, 0],
    [4096, 4095, 3],
  ] as const) {
    const job = { ...place, key, plain: bytesOf(length) }
    const cheat = await sealText(job, () => falsify(addPromise(job.plain), at))
    await expect(checkChunk({ ...place, ...cheat })).resolves.toBeUndefined()
    await expect(openChunk({ ...place, key, ...cheat })).rejects.toMatchObject({
      name: 'Crypto.WrongSectorError',
      sector: 3 * 4 + sector,
    })
  }
})

test('finds the sector whose promise a cheat changed', async () => {
  const job = { ...place, key, plain: bytesOf(3000) }
  const cheat = await sealText(job, () => falsify(addPromise(job.plain), -33))
  const opening = openChunk({ ...place, key, ...cheat })
  await expect(opening).rejects.toMatchObject({ name: 'Crypto.WrongSectorError', sector: 3 * 4 + 1 })
})

test('opens good sectors under a wrong tag, which no contract could judge', async () => {
  const plain = bytesOf(3000)
  const { block, entry } = await sealChunk({ ...place, key, plain })
  block[block.length - 1]! ^= 1
  const cheat = { block, entry: { ...entry, digest: blake3(block) } }
  expect(await openChunk({ ...place, key, ...cheat })).toEqual(plain)
})

test('seals as WebCrypto does with the data set and the place as additional data', async () => {
  const plain = bytesOf(100)
  const { block, entry } = await sealChunk({ ...place, key, plain })
  const aad = new Uint8Array([...new TextEncoder().encode('QoodBlock chunk v2'), ...id, 0, 0, 0, 0, 0, 0, 0, 3])
  const data = new Uint8Array(128 + 32)
  data.set(plain)
  data.set(hashSectors(plain), 128)
  const expected = await encryptAesGcm({ key: await importAesKey(key), iv: chunkIv(3), data, aad })
  expect(block).toEqual(expected)
  expect(entry.digest).toEqual(blake3(block))
})

test('chunks that are sealed at the same time do not mix, although one memory holds the text of each in turn', async () => {
  const jobs = Array.from({ length: 20 }, (_, index) => ({ ...place, index, key, plain: bytesOf(5000).fill(index, 7) }))
  const digestOf = async (job: SealJob) => encodeHex((await sealChunk(job)).entry.digest)
  const alone = []
  for (const job of jobs) alone.push(await digestOf(job))
  expect(await Promise.all(jobs.map(digestOf))).toEqual(alone)
})

test('nothing of the plaintext is visible: equal sectors, and chunks of other keys, look different throughout', async () => {
  const plain = new Uint8Array(2048)
  const { block } = await sealChunk({ ...place, key, plain })
  expect(block.slice(0, 1024)).not.toEqual(block.slice(1024, 2048))
  expect(block.slice(2048, 2080)).not.toEqual(hashSectors(plain).slice(0, 32))
  const other = await sealChunk({ ...place, key: new Uint8Array(32), plain })
  expect(other.block.slice(2048, 2112)).not.toEqual(block.slice(2048, 2112))
})

/** Changes one byte, counted from the end where the place is negative. */
function falsify(text: Uint8Array, at: number): Uint8Array {
  return text.with(at, text.at(at)! ^ 1)
}
