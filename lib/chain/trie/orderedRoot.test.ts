import { createMPT, verifyMerkleProof } from '@ethereumjs/mpt'
import { RLP } from '@ethereumjs/rlp'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { decodeHex, encodeHex } from '../../bytes/hex.ts'
import { loadKeccak } from '../../bytes/keccak256.ts'
import { orderedRoot, proveOrdered } from './orderedRoot.ts'
import { emptyRoot } from './Trie.ts'

const numRuns = Math.ceil(Number(process.env.FC_NUM_RUNS ?? 100) / 4)
beforeAll(loadKeccak)

async function referenceRoot(items: readonly Uint8Array[]): Promise<string> {
  const trie = await createMPT()
  for (const [index, item] of items.entries()) await trie.put(RLP.encode(index), item)
  return encodeHex(trie.root())
}

test('no items have the empty root', () => {
  expect(orderedRoot([])).toBe(emptyRoot)
})

test.each([1, 2, 16, 127, 128, 129, 256, 300])('%i items have the root that the reference gives', async (count) => {
  const items = Array.from({ length: count }, (_, index) => new Uint8Array((index % 50) + 1).fill(index))
  expect(orderedRoot(items)).toBe(await referenceRoot(items))
})

test('every proof leads to its item under the root, and with one bit flipped to nothing', async () => {
  const list = fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 140 })
  await fc.assert(
    fc.asyncProperty(list, fc.nat(), fc.nat(), async (items, picked, bit) => {
      const index = picked % items.length
      const proof = proveOrdered(items, index).map(decodeHex)
      const root = decodeHex(orderedRoot(items))
      expect(await verifyMerkleProof(RLP.encode(index), proof, { root })).toEqual(items[index])
      const node = proof[bit % proof.length]!
      node[bit % node.length]! ^= 1 << (bit % 8)
      await expect(verifyMerkleProof(RLP.encode(index), proof, { root })).rejects.toThrow()
    }),
    { numRuns },
  )
})
