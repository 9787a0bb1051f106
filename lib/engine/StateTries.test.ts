import { expect, test } from 'vitest'
import { loadKeccak } from '../bytes/keccak256.ts'
import { emptyRoot } from '../chain/trie/Trie.ts'
import { createMemoryReader } from './createMemoryReader.ts'
import type { StateReader } from './StateReader.ts'
import { type AccountChange, StateTries } from './StateTries.ts'

await loadKeccak()
const owners = ['first', 'second', 'third'].map((name) => name.padEnd(20))
const slots = Array.from({ length: 3_000 }, (_, i) => `${i}`.padStart(32))
const account = { nonce: 1n, balance: 0n, storageRoot: new Uint8Array(32), codeHash: new Uint8Array(32) }

test.each([
  ['are kept while there are few of them in all', 20_000, 0],
  ['are forgotten once there are too many in all tries together, and read again', 10_000, owners.length],
])('loaded nodes %s', (_, loadedNodes, readAgain) => {
  const memory = createMemoryReader(emptyRoot, { nodes: new Map(), codes: new Map() })
  const read = new Set<string>()
  const reader: StateReader = {
    ...memory,
    node(location) {
      read.add(location.slice(1, 21))
      return memory.node(location)
    },
  }
  const tries = new StateTries(reader, { loadedNodes, openStorages: 100 })
  for (const owner of owners) {
    const { root, nodes } = tries.apply([[owner, change()]])
    memory.apply({ nodes, codes: new Map() })
    expect(root).not.toBe(emptyRoot)
  }
  read.clear()
  for (const owner of owners) for (const slot of slots) expect(tries.slot(owner, slot)).toEqual(Uint8Array.of(7))
  expect(read.size).toBe(readAgain)
})

function change(): AccountChange {
  return { account, cleared: false, slots: slots.map((slot) => [slot, Uint8Array.of(7)] as const) }
}
