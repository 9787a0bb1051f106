import type { Hex } from '../bytes/hex.ts'
import type { StateDiff, StateReader } from './StateReader.ts'

/** Returns a state kept in memory, for a chain that lives in a page or in a test. */
export function createMemoryReader(root: Hex, genesis: StateDiff): StateReader & { apply(diff: StateDiff): void } {
  const nodes = new Map<string, Uint8Array>()
  const codes = new Map<Hex, Uint8Array>()
  function apply(diff: StateDiff): void {
    for (const [location, bytes] of diff.nodes) {
      if (bytes) nodes.set(location, bytes)
      else nodes.delete(location)
    }
    for (const [hash, code] of diff.codes) codes.set(hash, code)
  }
  apply(genesis)
  return { root, node: (location) => nodes.get(location), code: (hash) => codes.get(hash), apply }
}
