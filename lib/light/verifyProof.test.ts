import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256, loadKeccak } from '../bytes/keccak256.ts'
import { encodeNibbles } from '../chain/trie/nibbles.ts'
import { emptyRoot, Trie } from '../chain/trie/Trie.ts'
import cases from './fixtures/publicProofs.json' with { type: 'json' }
import { verifyProof } from './verifyProof.ts'
import { verifyTrieProof } from './verifyTrieProof.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
await loadKeccak()

const hashed = (key: number) => keccak256(Uint8Array.of(key))
// Keys that share long prefixes: extensions, splits and inlined nodes at every depth.
const crowded = (key: number) => Uint8Array.from({ length: 32 }, (_, i) => (i === key % 7 ? key : 0))

function build(entries: readonly (readonly [number, Uint8Array])[], toKey: (key: number) => Uint8Array) {
  const trie = new Trie(undefined, () => undefined)
  for (const [key, value] of entries) trie.put(encodeNibbles(toKey(key)), value)
  const root = trie.commit(() => {})
  const prove = (key: number) => trie.prove(encodeNibbles(toKey(key))).map(encodeHex)
  const verify = (key: number, proof: readonly Hex[]) =>
    verifyTrieProof({ subject: 'it', root: root ? encodeHex(root) : emptyRoot, key: encodeNibbles(toKey(key)), proof })
  return { prove, verify }
}

const entries = fc.uniqueArray(fc.tuple(fc.nat({ max: 60 }), fc.uint8Array({ minLength: 1, maxLength: 40 })), {
  maxLength: 40,
  selector: ([key]) => key,
})

test.each([
  ['hashed', hashed],
  ['crowded', crowded],
])('proves every value and every absence in tries of %s keys', (_, toKey) => {
  fc.assert(
    fc.property(entries, (list) => {
      const { prove, verify } = build(list, toKey)
      const values = new Map(list)
      for (let key = 0; key <= 60; key++) {
        const expected = list.find(([other]) => encodeHex(toKey(other)) === encodeHex(toKey(key))) && values.get(key)
        if (toKey === crowded && !values.has(key)) continue
        expect(verify(key, prove(key))).toEqual(expected)
      }
      expect(verify(200, prove(200))).toBeUndefined()
    }),
    { numRuns },
  )
})

test('refuses a proof with a bit flipped, a node dropped, added, moved or of another key', () => {
  fc.assert(
    fc.property(entries, fc.nat(), fc.nat({ max: 60 }), (list, at, key) => {
      const { prove, verify } = build(list, hashed)
      const proof = prove(key)
      const other = prove((key + 1) % 61)
      const node = decodeHex(proof[at % Math.max(1, proof.length)] ?? '0x')
      for (const changed of [
        proof.map((hex, i) => (i === at % proof.length ? flip(node, at) : hex)),
        proof.filter((_, i) => i !== at % proof.length),
        [...proof, proof[0] ?? '0x00'],
        [...proof.slice(0, -1), '0xc0', ...proof.slice(-1)] as Hex[],
        [...proof].reverse(),
        other,
      ]) {
        if (JSON.stringify(changed) === JSON.stringify(proof)) continue
        expect(() => verify(key, changed)).toThrow(/^Expected the proof of it/)
      }
    }),
    { numRuns },
  )
})

function flip(bytes: Uint8Array, at: number): Hex {
  const copy = bytes.slice()
  copy[at % copy.length]! ^= 1 << (at & 7)
  return encodeHex(copy)
}

test('names what is wrong with a proof', () => {
  const { prove, verify } = build(
    Array.from({ length: 60 }, (_, i) => [i, new Uint8Array(33).fill(i + 1)]),
    hashed,
  )
  const proof = prove(3)
  const nameOf = (nodes: readonly Hex[]) => {
    try {
      verify(3, nodes)
      return 'accepted'
    } catch (error) {
      return (error as Error).name
    }
  }
  expect(proof.length).toBeGreaterThan(1)
  expect(nameOf(proof)).toBe('accepted')
  expect(nameOf(proof.slice(0, -1))).toBe('Light.MissingNodeError')
  expect(nameOf([])).toBe('Light.MissingNodeError')
  expect(nameOf([...proof, proof[0]!])).toBe('Light.ExtraNodeError')
  expect(nameOf(['0xc0', ...proof])).toBe('Light.ExtraNodeError')
  expect(nameOf([flip(decodeHex(proof[0]!), 9), ...proof.slice(1)])).toBe('Light.ProofMismatchError')
  expect(nameOf(proof.slice(1))).toBe('Light.ProofMismatchError')
})

test('accepts both ways of proving that an empty trie is empty', () => {
  const claim = { subject: 'it', root: emptyRoot, key: encodeNibbles(hashed(1)) } as const
  expect(verifyTrieProof({ ...claim, proof: [] })).toBeUndefined()
  expect(verifyTrieProof({ ...claim, proof: ['0x80'] })).toBeUndefined()
  expect(() => verifyTrieProof({ ...claim, proof: ['0xc0'] })).toThrow()
  expect(() => verifyTrieProof({ ...claim, proof: ['0x80', '0x80'] })).toThrow()
})

test.each(cases)('accepts a public proof: $name', ({ stateRoot, address, proof, exists, balance, storage }) => {
  const proved = verifyProof({ stateRoot: stateRoot as Hex, address: address as Hex, proof })
  expect(proved.account).toMatchObject({ address: address.toLowerCase(), exists, balance: BigInt(balance) })
  expect(proved.storage.map(({ value }) => BigInt(value))).toEqual(storage.map(BigInt))
})

test.each(cases)('refuses a public proof whose figures say more than its nodes: $name', (found) => {
  const { stateRoot, address, proof } = found as unknown as {
    stateRoot: Hex
    address: Hex
    proof: Record<string, unknown>
  }
  const check = (changes: object) => () => verifyProof({ stateRoot, address, proof: { ...proof, ...changes } })
  const one: Hex = `0x${'01'.repeat(32)}`
  expect(check({ balance: '0x12345' })).toThrow('balance of')
  expect(check({ nonce: '0x12345' })).toThrow('nonce of')
  expect(check({ codeHash: one })).toThrow('codeHash of')
  expect(check({ storageHash: one })).toThrow('storageHash of')
  expect(check({ address: `0x${'01'.repeat(20)}` })).toThrow('account')
  expect(check({ accountProof: [] })).toThrow()
  const slots = proof.storageProof as { value: Hex }[]
  if (slots.length > 0) expect(check({ storageProof: [{ ...slots[0], value: '0x12345' }] })).toThrow('slot')
  expect(() => verifyProof({ stateRoot: one, address, proof })).toThrow()
  expect(() => verifyProof({ stateRoot, address, proof, slots: [one] })).toThrow()
  for (const nonsense of [null, 7, [], 'x', { ...proof, accountProof: 'x' }, { ...proof, storageProof: {} }]) {
    expect(() => verifyProof({ stateRoot, address, proof: nonsense })).toThrow(/^Expected/)
  }
})
