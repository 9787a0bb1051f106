import { keccak256 } from '../bytes/keccak256.ts'
import { encodeUint64 } from './encodeUint.ts'

/*
 * The tree of chunk keys, the same as the contracts' KeyTreeLib: child(node, bit) = keccak256(node ‖ bit), and the key of
 * chunk i is reached from the root by the bits of i, highest first. The tree of a data set with n chunks is depthOf(n)
 * deep. While data is still coming nobody knows n, so an owner starts from a node `maxDepth` above the leaves and the
 * root of the data set is the leftmost node at the right height; keys of leaves do not depend on where one starts.
 */
export const maxDepth = 24

/** Returns the least depth of a binary tree with that many leaves. */
export function depthOf(leaves: number): number {
  return leaves <= 1 ? 0 : 32 - Math.clz32(leaves - 1)
}

/** Returns the left (0) or right (1) child of a node. */
export function childKey(node: Uint8Array, bit: number): Uint8Array {
  const input = new Uint8Array(33)
  input.set(node)
  input[32] = bit
  return keccak256(input)
}

/** Returns the key of leaf `index`, walking down from a node that stands `levels` above the leaves. */
export function deriveKey(node: Uint8Array, index: number, levels: number): Uint8Array {
  let key = node
  for (let level = levels - 1; level >= 0; level--) key = childKey(key, (index >>> level) & 1)
  return key
}

/** Returns the leaf of the key commitment: what is public of a chunk's key. */
export function hashKeyLeaf(index: number, key: Uint8Array): Uint8Array {
  const input = new Uint8Array(40)
  input.set(encodeUint64(index))
  input.set(key, 8)
  return keccak256(input)
}

/** Returns a function that gives leaf keys below a node; asked in order, it hashes about twice per key. */
export function createKeyWalk(node: Uint8Array, levels: number): (index: number) => Uint8Array {
  const path: Uint8Array[] = [node]
  let last = 0
  return (index) => {
    // How much of the last path leads to this leaf too.
    const shared = path.length <= levels ? path.length - 1 : levels - (32 - Math.clz32(last ^ index))
    path.length = Math.max(0, Math.min(path.length - 1, shared)) + 1
    for (let level = levels - path.length; level >= 0; level--) {
      path.push(childKey(path.at(-1)!, (index >>> level) & 1))
    }
    last = index
    return path[levels]!
  }
}
