import { equalBytes } from '../bytes/equalBytes.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { BaseError } from '../errors.ts'
import { hashEach } from './hashEach.ts'

/*
 * Merkle trees with a place for every leaf, the same as the contracts' MerkleLib: leaves beyond the last are zero, up to
 * the next power of two, and an inner node is keccak256(0x01 ‖ left ‖ right). Large trees are built in parts: the leaves
 * given here may themselves be roots, `base` levels above the leaves of the whole tree, and what is missing on the right
 * is then the root of as many zero leaves.
 */
const wordLength = 32
const zeros: Uint8Array[] = [new Uint8Array(wordLength)]

/** Returns the inner node above two others. */
export function hashPair(left: Uint8Array, right: Uint8Array): Uint8Array {
  const input = new Uint8Array(65)
  input[0] = 1
  input.set(left, 1)
  input.set(right, 33)
  return keccak256(input)
}

/** Returns the root of a tree of that height whose leaves are all zero. */
export function zeroRoot(height: number): Uint8Array {
  for (let i = zeros.length; i <= height; i++) zeros.push(hashPair(zeros[i - 1]!, zeros[i - 1]!))
  return zeros[height]!
}

type Tree = { /** 32 bytes each, one after the other. */ leaves: Uint8Array; depth: number; base?: number }

/** Returns the root of the tree. */
export function merkleRoot({ leaves, depth, base = 0 }: Tree): Uint8Array {
  let level = leaves
  for (let height = 0; height < depth; height++) level = hashLevel(level, base + height)
  return level.length === 0 ? zeroRoot(base + depth) : level.slice(0, wordLength)
}

/** Returns the siblings of leaf `index`, from the bottom up. */
export function merkleProof({ leaves, depth, base = 0 }: Tree, index: number): Uint8Array[] {
  const siblings: Uint8Array[] = []
  let level = leaves
  for (let height = 0; height < depth; height++) {
    const place = (Math.floor(index / 2 ** height) ^ 1) * wordLength
    siblings.push(place < level.length ? level.slice(place, place + wordLength) : zeroRoot(base + height))
    level = hashLevel(level, base + height)
  }
  return siblings
}

type Proof = { leaf: Uint8Array; index: number; siblings: readonly Uint8Array[]; root: Uint8Array }

/** Throws unless the siblings lead from the leaf at that place to the root. */
export function verifyMerkleProof({ leaf, index, siblings, root }: Proof): void {
  let node = leaf
  siblings.forEach((sibling, height) => {
    const isRight = Math.floor(index / 2 ** height) % 2 === 1
    node = isRight ? hashPair(sibling, node) : hashPair(node, sibling)
  })
  if (index >= 2 ** siblings.length || !equalBytes(node, root)) throw new WrongProofError(index)
}

function hashLevel(level: Uint8Array, height: number): Uint8Array {
  const write = (i: number, message: Uint8Array) => {
    const pair = level.subarray(i * 2 * wordLength, (i + 1) * 2 * wordLength)
    message[0] = 1
    message.set(pair, 1)
    if (pair.length === wordLength) message.set(zeroRoot(height), 33)
  }
  return hashEach({ count: Math.ceil(level.length / wordLength / 2), length: 65, write })
}

export class WrongProofError extends BaseError {
  override readonly name = 'Crypto.WrongProofError'
  constructor(index: number) {
    super(`The proof of leaf ${index} does not lead to the committed root.`)
  }
}
