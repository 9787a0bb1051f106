import type { Hex } from '../bytes/hex.ts'

/**
 * One state, as of one block: what storage hands to the engine. A trie node is found by its place, not by its hash:
 * `A` + path for the account trie, `S` + 20 address bytes + path for the storage trie of that account, one char per byte
 * (latin1), one char 0-15 per nibble of path. Synchronous on purpose: every read is a memory-mapped look-up or a Map.
 */
export type StateReader = {
  root: Hex
  node(location: string): Uint8Array | undefined
  code(hash: Hex): Uint8Array | undefined
}

/** What a block changed: nodes by location (`undefined` = removed) and new code by hash. */
export type StateDiff = {
  nodes: Map<string, Uint8Array | undefined>
  codes: Map<Hex, Uint8Array>
}
