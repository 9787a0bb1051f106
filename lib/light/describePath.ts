import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { encodeNibbles } from '../chain/trie/nibbles.ts'
import { decodeNode, type TrieNode } from '../chain/trie/trieNode.ts'

/** One node on the way from a root to a key, for a person to look at. Paths and places are hexadecimal digits. */
export type PathNode =
  | { kind: 'branch'; hash: Hex | undefined; bytes: number; filled: readonly number[]; taken: number }
  | { kind: 'extension' | 'leaf'; hash: Hex | undefined; bytes: number; path: string }
/** `leads` tells whether the path ends in a value; otherwise it shows that there is none. */
export type TriePath = { key: string; nodes: readonly PathNode[]; leads: boolean }

/** Returns the path that the nodes of a proof take to an address or a slot; they must have been verified before. */
export function describePath(subject: Address | Hex, nodes: readonly Hex[]): TriePath {
  const key = encodeNibbles(keccak256(decodeHex(subject)))
  const path: PathNode[] = []
  let next = 0
  let depth = 0
  let leads = false
  for (let node: TrieNode | undefined = openAt(0); node; ) {
    const outer = node.kind === 'unloaded' ? nodes[next] : undefined
    if (node.kind === 'unloaded') {
      if (outer === undefined) break
      node = openAt(next)
      continue
    }
    const place = { hash: node.reference ? undefined : hashOf(next - 1), bytes: sizeOf(node, next - 1) }
    if (node.kind === 'branch') {
      const taken = key.charCodeAt(depth++)
      const filled = node.children.flatMap((child, digit) => (child ? [digit] : []))
      path.push({ kind: 'branch', ...place, filled, taken })
      node = node.children[taken]
    } else {
      path.push({ kind: node.kind, ...place, path: toDigits(node.path) })
      const isOnPath = key.startsWith(node.path, depth)
      leads = node.kind === 'leaf' && isOnPath
      depth += node.path.length
      node = node.kind === 'extension' && isOnPath ? node.child : undefined
    }
  }
  return { key: toDigits(key), nodes: path, leads }

  function openAt(index: number): TrieNode | undefined {
    const bytes = nodes[index]
    next = index + 1
    return bytes === undefined || bytes === '0x80' ? undefined : decodeNode(decodeHex(bytes))
  }

  function hashOf(index: number): Hex {
    return encodeHex(keccak256(decodeHex(nodes[index]!)))
  }

  function sizeOf(node: TrieNode, index: number): number {
    return node.reference ? node.reference.length : (nodes[index]!.length - 2) / 2
  }
}

function toDigits(nibbles: string): string {
  return Array.from(nibbles, (nibble) => nibble.charCodeAt(0).toString(16)).join('')
}
