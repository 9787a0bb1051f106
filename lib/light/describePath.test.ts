import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256, loadKeccak } from '../bytes/keccak256.ts'
import { encodeNibbles } from '../chain/trie/nibbles.ts'
import { Trie } from '../chain/trie/Trie.ts'
import { describePath, type TriePath } from './describePath.ts'
import cases from './fixtures/publicProofs.json' with { type: 'json' }

await loadKeccak()

const walked = ({ nodes }: TriePath) =>
  nodes.map((node) => (node.kind === 'branch' ? node.taken.toString(16) : node.path)).join('')

test.each(cases)('draws the way of a public proof: $name', ({ address, proof, exists }) => {
  const path = describePath(address as Hex, proof.accountProof as Hex[])
  expect(path.leads).toBe(exists)
  expect(path.nodes.map(({ hash }) => hash)).toEqual(
    proof.accountProof.map((node) => encodeHex(keccak256(decodeHex(node)))),
  )
  if (exists) expect(walked(path)).toBe(path.key)
})

test('a way leads to a value exactly where there is one, also through nodes that stand inside others', () => {
  const subjects = fc.uniqueArray(fc.nat({ max: 40 }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(subjects, (present) => {
      const subjectOf = (key: number): Hex => `0x${key.toString(16).padStart(64, '0')}`
      const nibblesOf = (key: number) => encodeNibbles(keccak256(decodeHex(subjectOf(key))))
      const trie = new Trie(undefined, () => undefined)
      for (const key of present) trie.put(nibblesOf(key), Uint8Array.of(1 + key))
      trie.commit(() => {})
      for (let key = 0; key <= 40; key++) {
        const path = describePath(subjectOf(key), trie.prove(nibblesOf(key)).map(encodeHex))
        expect(path.leads).toBe(present.includes(key))
        if (path.leads) expect(walked(path)).toBe(path.key)
      }
    }),
    { numRuns: 30 },
  )
})

test('an empty trie has no way at all', () => {
  expect(describePath(`0x${'11'.repeat(20)}`, [])).toMatchObject({ nodes: [], leads: false })
  expect(describePath(`0x${'11'.repeat(20)}`, ['0x80'])).toMatchObject({ nodes: [], leads: false })
})
