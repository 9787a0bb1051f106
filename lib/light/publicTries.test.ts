import { expect, test } from 'vitest'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256, loadKeccak } from '../bytes/keccak256.ts'
import { encodeNibbles } from '../chain/trie/nibbles.ts'
import { Trie } from '../chain/trie/Trie.ts'
import tries from './fixtures/publicTries.json' with { type: 'json' }
import { verifyTrieProof } from './verifyTrieProof.ts'

await loadKeccak()

test.each(tries)('values and absences of a public trie are proved under its published root: $name', (found) => {
  const { data, secure, root } = found as unknown as { data: [Hex, Hex][]; secure: boolean; root: Hex }
  const keyOf = (key: string) => encodeNibbles(secure ? keccak256(decodeHex(key)) : decodeHex(key))
  const trie = new Trie(undefined, () => undefined)
  for (const [key, value] of data) trie.put(keyOf(key), decodeHex(value))
  expect(encodeHex(trie.commit(() => {})!)).toBe(root)
  const prove = (key: string) => trie.prove(keyOf(key)).map(encodeHex)
  const verify = (key: string, proof: readonly Hex[]) => verifyTrieProof({ subject: key, root, key: keyOf(key), proof })
  for (const [key, value] of data) {
    expect(encodeHex(verify(key, prove(key))!)).toBe(value)
    const last = prove(key).at(-1)!
    const changed = `${last.slice(0, -1)}${last.endsWith('0') ? '1' : '0'}` as Hex
    expect(() => verify(key, [...prove(key).slice(0, -1), changed])).toThrow()
  }
  // An empty place in a branch, and a leaf or an extension that leads elsewhere.
  for (const absent of ['0x1234', '0x4501', '0x0145', '0x45ff', `0x${'12'.repeat(20)}`]) {
    expect(verify(absent, prove(absent))).toBeUndefined()
    expect(() => verify(absent, prove(data[0]![0]).concat('0x80'))).toThrow()
  }
})
