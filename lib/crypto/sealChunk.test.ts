import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { bytesOf, id } from './fixtures/createMemoryBlocks.ts'
import { readContractVectors } from './fixtures/readContractVectors.ts'
import { hashKeyLeaf } from './keyTree.ts'
import { verifyMerkleProof } from './merkle.ts'
import { checkChunk, openChunk } from './openChunk.ts'
import { chunkIv, chunkRoot, hashLeaves, hashPlain, sealChunk, tagBytes } from './sealChunk.ts'
import { encryptAesGcm, importAesKey, sha256 } from './webCrypto.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const key = new Uint8Array(32).fill(7)
const place = { id, index: 3, sectorsPerChunk: 4 }
const edges = [0, 1, 15, 16, 17, 1023, 1024, 1025, 2048, 4095, 4096]

type Sector = {
  index: number
  chunk: number
  key: Hex
  plain: Hex
  cipher: Hex
  plainHash: Hex
  leaf: Hex
  proof: Hex[]
}
const vectors = readContractVectors<{ sectorsPerChunk: number; dataRoot: Hex; sectors: Sector[] }>('sector')

describe.skipIf(!vectors)('the vectors of the contracts', () => {
  test('cipher, hashes, leaf and root of a sector agree', async () => {
    const { sectorsPerChunk, dataRoot, sectors } = vectors!
    for (const sector of sectors) {
      const { chunk: index, index: number, proof } = sector
      // Pad in front of the sector, so that the cipher reaches the right counter.
      const skip = (number % sectorsPerChunk) * 1024
      const plain = new Uint8Array([...new Uint8Array(skip), ...decodeHex(sector.plain)])
      const { block } = await sealChunk({ id, index, sectorsPerChunk, key: decodeHex(sector.key), plain })
      const cipher = block.subarray(0, plain.length)
      expect(encodeHex(cipher.subarray(skip))).toBe(sector.cipher)
      const hashes = hashPlain(decodeHex(sector.key), plain, { id, index, sectorsPerChunk })
      expect(encodeHex(hashes.subarray(-32))).toBe(sector.plainHash)
      const leaf = hashLeaves(cipher, hashes, { id, index, sectorsPerChunk }).subarray(-32)
      expect(encodeHex(leaf)).toBe(sector.leaf)
      const root = decodeHex(dataRoot)
      expect(() => verifyMerkleProof({ leaf, index: number, siblings: proof.map(decodeHex), root })).not.toThrow()
    }
  })
})

test.each(edges)('opens what it sealed: %i bytes', async (length) => {
  const plain = bytesOf(length)
  const { block, entry } = await sealChunk({ ...place, key, plain })
  expect(block.length).toBe(length + 16 + 32 * Math.max(1, Math.ceil(length / 1024)))
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

test('refuses another key, another place, another length and another root by name', async () => {
  const { block, entry } = await sealChunk({ ...place, key, plain: bytesOf(1500) })
  const job = { ...place, key, block, entry }
  const expectName = (change: object, name: string) =>
    expect(openChunk({ ...job, ...change })).rejects.toMatchObject({ name })
  await expectName({ key: new Uint8Array(32).fill(8) }, 'Crypto.WrongKeyError')
  await expectName({ index: 4 }, 'Crypto.WrongChunkRootError')
  await expectName({ entry: { ...entry, length: 1499 } }, 'Crypto.WrongBlockError')
  await expectName({ entry: { ...entry, length: 2 ** 31 } }, 'Crypto.WrongBlockError')
  await expectName({ entry: { ...entry, root: new Uint8Array(32) } }, 'Crypto.WrongChunkRootError')
  await expectName({ sectorsPerChunk: 1 }, 'Crypto.WrongBlockError')
})

/** What a cheat can do who makes block and entry himself: commit to anything. */
async function commit(sealed: Uint8Array, hashes: Uint8Array, length: number) {
  const block = new Uint8Array([...sealed, ...hashes])
  const root = chunkRoot(hashLeaves(sealed.subarray(0, length), hashes, place), place)
  return { block, entry: { digest: await sha256(block), root, keyLeaf: hashKeyLeaf(place.index, key), length } }
}

test('finds the sector that a cheat committed to wrongly', async () => {
  const plain = bytesOf(3000)
  const { block } = await sealChunk({ ...place, key, plain })
  const sealed = block.slice(0, plain.length + tagBytes)
  sealed[2050]! ^= 1
  const cheat = await commit(sealed, hashPlain(key, plain, place), plain.length)
  await expect(checkChunk({ ...place, ...cheat })).resolves.toBeUndefined()
  await expect(openChunk({ ...place, key, ...cheat })).rejects.toMatchObject({
    name: 'Crypto.WrongSectorError',
    sector: 3 * 4 + 2,
  })
})

test('opens good sectors under a wrong tag, which no contract could judge', async () => {
  const plain = bytesOf(3000)
  const { block } = await sealChunk({ ...place, key, plain })
  const sealed = block.slice(0, plain.length + tagBytes)
  sealed[plain.length]! ^= 1
  const cheat = await commit(sealed, hashPlain(key, plain, place), plain.length)
  expect(await openChunk({ ...place, key, ...cheat })).toEqual(plain)
})

test('seals as WebCrypto does with the data set and the place as additional data', async () => {
  const plain = bytesOf(100)
  const { block } = await sealChunk({ ...place, key, plain })
  const aad = new Uint8Array([...new TextEncoder().encode('QoodBlock chunk v1'), ...id, 0, 0, 0, 0, 0, 0, 0, 3])
  const expected = await encryptAesGcm({ key: await importAesKey(key), iv: chunkIv(3), data: plain, aad })
  expect(block.slice(0, 116)).toEqual(expected)
})

test('equal sectors have different leaves and hashes, so that nothing can be guessed from them', async () => {
  const plain = new Uint8Array(2048)
  const hashes = hashPlain(key, plain, place)
  expect(hashes.slice(0, 32)).not.toEqual(hashes.slice(32))
  expect(hashPlain(new Uint8Array(32), plain, place)).not.toEqual(hashes)
})
