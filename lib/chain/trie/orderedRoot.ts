import { decodeHex, encodeHex, type Hex } from '../../bytes/hex.ts'
import { encodeRlp, encodeScalar } from '../rlp.ts'
import { encodeNibbles } from './nibbles.ts'
import { emptyRoot, Trie } from './Trie.ts'

/** Returns the root of the trie that maps RLP(index) to each item: transactions root, receipts root, withdrawals root. */
export function orderedRoot(items: readonly Uint8Array[]): Hex {
  const root = buildOrderedTrie(items).commit(() => {})
  return root ? encodeHex(root) : emptyRoot
}

/** Returns the proof that `items[index]` is at that place under the root. */
export function proveOrdered(items: readonly Uint8Array[], index: number): Hex[] {
  const trie = buildOrderedTrie(items)
  trie.commit(() => {})
  return trie.prove(indexKey(index)).map(encodeHex)
}

function buildOrderedTrie(items: readonly Uint8Array[]): Trie {
  const trie = new Trie(undefined, () => undefined)
  items.forEach((item, index) => {
    trie.put(indexKey(index), item)
  })
  return trie
}

function indexKey(index: number): string {
  return encodeNibbles(encodeRlp(encodeScalar(index)))
}

/** Root of no items, as bytes. */
export const emptyRootBytes: Uint8Array = decodeHex(emptyRoot)
