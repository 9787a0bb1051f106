import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { deriveCover } from './coverRange.ts'
import { readContractVectors } from './fixtures/readContractVectors.ts'
import { createKeyWalk, depthOf, deriveKey, hashKeyLeaf, maxDepth } from './keyTree.ts'
import { merkleProof, merkleRoot } from './merkle.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const root = Uint8Array.from({ length: 32 }, (_, i) => i)

type KeyTree = {
  rootKey: Hex
  chunks: number
  keys: Hex[]
  leaves: Hex[]
  keyRoot: Hex
  proofOfChunk3: Hex[]
  keyOf1000InDepth20: Hex
  depths: { leaves: number; depth: number }[]
}
const vectors = readContractVectors<KeyTree>('keyTree')

describe.skipIf(!vectors)('the vectors of the contracts', () => {
  const { rootKey, keys, leaves, keyRoot, proofOfChunk3, keyOf1000InDepth20, depths } = vectors ?? ({} as KeyTree)

  test('depths, keys and leaves agree', () => {
    for (const { leaves, depth } of depths) expect(depthOf(leaves)).toBe(depth)
    expect(keys.map((_, i) => encodeHex(deriveKey(decodeHex(rootKey), i, 3)))).toEqual(keys)
    expect(keys.map((key, i) => encodeHex(hashKeyLeaf(i, decodeHex(key))))).toEqual(leaves)
    expect(encodeHex(deriveKey(decodeHex(rootKey), 1000, 20))).toBe(keyOf1000InDepth20)
  })

  test('key root and proof agree', () => {
    const tree = { leaves: decodeHex(`0x${leaves.map((leaf) => leaf.slice(2)).join('')}`), depth: 3 }
    expect(encodeHex(merkleRoot(tree))).toBe(keyRoot)
    expect(merkleProof(tree, 3).map(encodeHex)).toEqual(proofOfChunk3)
  })
})

test('gives a published key without any file', () => {
  expect(encodeHex(deriveKey(root, 5, 3))).toBe('0x5a60ca46a115c59fd4ab5d43d925834c568d845bc029bb53b37a477ec54d918f')
})

test('a walk gives the same keys as a derivation, in any order', () => {
  const indexes = fc.array(fc.nat({ max: 2 ** 10 - 1 }), { maxLength: 20 })
  fc.assert(
    fc.property(indexes, (list) => {
      const keyOf = createKeyWalk(root, 10)
      for (const index of list) expect(keyOf(index)).toEqual(deriveKey(root, index, 10))
    }),
    { numRuns },
  )
})

test('keys do not depend on how many chunks there turn out to be', () => {
  for (const chunks of [1, 2, 3, 5, 1000, 2 ** 24 - 1]) {
    const [whole] = deriveCover(root, { from: 0, to: chunks, chunks })
    expect(whole?.height).toBe(depthOf(chunks))
    for (const index of [0, chunks >> 1, chunks - 1]) {
      expect(deriveKey(whole!.key, index, whole!.height)).toEqual(deriveKey(root, index, maxDepth))
    }
  }
})
