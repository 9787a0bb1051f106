import { createMPT } from '@ethereumjs/mpt'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeHex } from '../../bytes/hex.ts'
import { keccak256, loadKeccak } from '../../bytes/keccak256.ts'
import { encodeNibbles } from './nibbles.ts'
import { emptyRoot, MissingNodeError, Trie, WrongNodeError } from './Trie.ts'

const runs = Number(process.env.FC_NUM_RUNS ?? 100)
await loadKeccak()

type Step = { key: number; value: Uint8Array; commit: boolean; reopen: boolean }
// Few keys and short values: collisions, deletions and inlined nodes are what goes wrong in tries.
const steps = fc.array(
  fc.record({
    key: fc.nat({ max: 40 }),
    value: fc.uint8Array({ maxLength: 40 }),
    commit: fc.boolean(),
    reopen: fc.boolean(),
  }),
  { minLength: 1, maxLength: 60 },
)

const hashed = (key: number) => keccak256(Uint8Array.of(key))
// Keys that share long prefixes, so that extensions and splits occur at every depth.
const crowded = (key: number) => Uint8Array.from({ length: 32 }, (_, i) => (i === key % 7 ? key : 0))

async function agree(list: Step[], toKey: (key: number) => Uint8Array): Promise<void> {
  const nodes = new Map<string, Uint8Array>()
  const model = await createMPT()
  let ours = new Trie(undefined, (path) => nodes.get(path))
  const commit = () => {
    const root = ours.commit((path, bytes) => (bytes ? nodes.set(path, bytes) : nodes.delete(path)))
    return root
  }
  for (const step of list) {
    const key = toKey(step.key)
    if (step.value.length === 0) {
      await model.del(key)
      ours.delete(encodeNibbles(key))
    } else {
      await model.put(key, step.value)
      ours.put(encodeNibbles(key), step.value)
    }
    if (!step.commit) continue
    const root = commit()
    expect(root ? encodeHex(root) : emptyRoot).toBe(encodeHex(model.root()))
    if (step.reopen) ours = new Trie(root, (path) => nodes.get(path))
  }
  const root = commit()
  expect(root ? encodeHex(root) : emptyRoot).toBe(encodeHex(model.root()))
  const reopened = new Trie(root, (path) => nodes.get(path))
  for (const { key } of list) {
    const value = (await model.get(toKey(key))) ?? undefined
    expect(reopened.get(encodeNibbles(toKey(key)))).toEqual(value)
    const proof = reopened.prove(encodeNibbles(toKey(key)))
    if (value)
      expect(proof.map(encodeHex)).toEqual((await model.findPath(toKey(key))).stack.filter(isOwnNode).map(serialised))
  }
  // Nothing is left behind in storage: every stored path is one that the trie still uses.
  expect([...nodes.keys()].sort()).toEqual([...reopened.paths()].filter((path) => nodes.has(path)).sort())
}

type PathNode = { serialize(): Uint8Array }
const isOwnNode = (node: PathNode, depth: number) => depth === 0 || node.serialize().length >= 32
const serialised = (node: PathNode) => encodeHex(node.serialize())

test('a trie of hashed keys agrees with the reference at every commit, reopened or not', async () => {
  await fc.assert(
    fc.asyncProperty(steps, (list) => agree(list, hashed)),
    { numRuns: runs },
  )
})

test('a trie of crowded keys agrees with the reference, inlined nodes and extensions included', async () => {
  await fc.assert(
    fc.asyncProperty(steps, (list) => agree(list, crowded)),
    { numRuns: runs },
  )
})

test('forgetting loaded nodes changes nothing', () => {
  const nodes = new Map<string, Uint8Array>()
  const trie = new Trie(undefined, (path) => nodes.get(path))
  const write = (path: string, bytes: Uint8Array | undefined) => (bytes ? nodes.set(path, bytes) : nodes.delete(path))
  for (let i = 0; i < 200; i++) trie.put(encodeNibbles(hashed(i)), Uint8Array.of(i, 1))
  const root = trie.commit(write)
  trie.trim()
  for (let i = 0; i < 200; i++) expect(trie.get(encodeNibbles(hashed(i)))).toEqual(Uint8Array.of(i, 1))
  trie.put(encodeNibbles(hashed(7)), Uint8Array.of(9, 9))
  trie.put(encodeNibbles(hashed(7)), Uint8Array.of(7, 1))
  expect(trie.commit(write)).toEqual(root)
})

test('what goes and comes back between two commits is kept', () => {
  const nodes = new Map<string, Uint8Array>()
  const write = (path: string, bytes: Uint8Array | undefined) => (bytes ? nodes.set(path, bytes) : nodes.delete(path))
  const trie = new Trie(undefined, (path) => nodes.get(path))
  for (let i = 0; i < 50; i++) trie.put(encodeNibbles(hashed(i)), Uint8Array.of(i, 1))
  trie.commit(write)
  for (let i = 0; i < 50; i += 3) trie.delete(encodeNibbles(hashed(i)))
  for (let i = 0; i < 50; i += 3) trie.put(encodeNibbles(hashed(i)), Uint8Array.of(i, 2))
  const reopened = new Trie(trie.commit(write), (path) => nodes.get(path))
  expect([...reopened.entries()]).toEqual([...trie.entries()])
  expect([...reopened.entries()]).toHaveLength(50)
})

test('a missing node is an error with its path, not an absent value', () => {
  const nodes = new Map<string, Uint8Array>()
  const trie = new Trie(undefined, () => undefined)
  for (let i = 0; i < 50; i++) trie.put(encodeNibbles(hashed(i)), Uint8Array.of(1))
  const root = trie.commit((path, bytes) => bytes && nodes.set(path, bytes))
  const reopened = new Trie(root, (path) => (path === '' ? nodes.get(path) : undefined))
  expect(() => reopened.get(encodeNibbles(hashed(3)))).toThrow(MissingNodeError)
})

test('a node of another state is refused, wherever it is met', () => {
  const [before, after] = [new Map<string, Uint8Array>(), new Map<string, Uint8Array>()]
  const trie = new Trie(undefined, () => undefined)
  for (let i = 0; i < 50; i++) trie.put(encodeNibbles(hashed(i)), Uint8Array.of(1))
  trie.commit((path, bytes) => bytes && before.set(path, bytes))
  for (let i = 0; i < 50; i++) trie.put(encodeNibbles(hashed(i)), Uint8Array.of(2))
  const root = trie.commit((path, bytes) => bytes && after.set(path, bytes))
  const key = encodeNibbles(hashed(3))
  const open = () => new Trie(root, (path) => (path.length < 2 ? after : before).get(path))
  expect(() => open().get(key)).toThrow(WrongNodeError)
  expect(() => open().put(key, Uint8Array.of(3))).toThrow(WrongNodeError)
  expect(() => [...open().entries()]).toThrow(WrongNodeError)
  expect(() => new Trie(root, (path) => before.get(path)).get(key)).toThrow(WrongNodeError)
  expect(new Trie(root, (path) => after.get(path)).get(key)).toEqual(Uint8Array.of(2))
})
