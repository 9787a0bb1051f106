import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { emptyRoot } from '../chain/trie/Trie.ts'
import { decodeNode, type TrieNode } from '../chain/trie/trieNode.ts'
import { BaseError } from '../errors.ts'

/*
 * A proof is the list of nodes from the root towards a key, each named by the hash in the one before; nodes shorter than
 * 32 bytes stand inside their parent. It shows a value, or that there is none: an empty place in a branch, or a path
 * that leads elsewhere. No node may be missing, none may be left over.
 */
export type TrieProof = {
  /** What is proved, for a person. */
  subject: string
  root: Hex
  /** The key as nibbles, see encodeNibbles. */
  key: string
  proof: readonly Hex[]
  /** Decodes and hashes nodes; one that remembers saves work when proofs share nodes. */
  openNode?: OpenNode | undefined
}
export type OpenNode = (node: Hex) => { hash: Hex; decode(): TrieNode }

/** Returns the value that the proof shows at the key, or undefined where it shows that there is none. */
export function verifyTrieProof({ subject, root, key, proof, openNode = openOnce }: TrieProof): Uint8Array | undefined {
  let used = 0
  const open = (reference: Hex): TrieNode => {
    const bytes = proof[used]
    if (bytes === undefined) throw new MissingNodeError(subject, reference)
    const node = openNode(bytes)
    if (node.hash !== reference) {
      const comesLater = proof.slice(used + 1).some((other) => openNode(other).hash === reference)
      throw comesLater ? new ExtraNodeError(subject, node.hash) : new ProofMismatchError(subject, reference, node.hash)
    }
    used++
    return node.decode()
  }
  const value = walk(root, key, open)
  // Some clients send the one node of an empty trie, others none.
  const allowed = root === emptyRoot && proof[0] === '0x80' ? 1 : used
  if (proof.length > allowed) throw new ExtraNodeError(subject, openNode(proof[allowed]!).hash)
  return value
}

function walk(root: Hex, key: string, open: (reference: Hex) => TrieNode): Uint8Array | undefined {
  if (root === emptyRoot) return undefined
  let node: TrieNode | undefined = open(root)
  for (let depth = 0; node !== undefined; ) {
    if (node.kind === 'unloaded') node = open(encodeHex(node.reference))
    else if (node.kind === 'leaf') return key.slice(depth) === node.path ? node.value : undefined
    else if (node.kind === 'branch') node = node.children[key.charCodeAt(depth++)]
    else if (!key.startsWith(node.path, depth)) return undefined
    else {
      depth += node.path.length
      node = node.child
    }
  }
  return undefined
}

/** Returns a reader of nodes that hashes and decodes each node once, however many proofs hold it. */
export function createNodeCache(): OpenNode {
  const opened = new Map<Hex, ReturnType<OpenNode>>()
  return (node) => {
    const found = opened.get(node) ?? openOnce(node)
    opened.set(node, found)
    return found
  }
}

function openOnce(node: Hex): ReturnType<OpenNode> {
  const bytes = decodeHex(node)
  let decoded: TrieNode | undefined
  return {
    hash: encodeHex(keccak256(bytes)),
    decode() {
      decoded ??= decodeNode(bytes)
      return decoded
    },
  }
}

export class MissingNodeError extends BaseError {
  override readonly name = 'Light.MissingNodeError'
  constructor(subject: string, expected: Hex) {
    super(`Expected the proof of ${subject} to go on with node ${expected}, but it ends there.`)
  }
}

export class ExtraNodeError extends BaseError {
  override readonly name = 'Light.ExtraNodeError'
  constructor(subject: string, found: Hex) {
    super(`Expected the proof of ${subject} to hold only nodes on its path, found node ${found} besides.`)
  }
}

export class ProofMismatchError extends BaseError {
  override readonly name = 'Light.ProofMismatchError'
  readonly found: string
  constructor(subject: string, expected: string, found: string) {
    super(`Expected the proof of ${subject} to show ${expected}, found ${found}.`)
    this.found = found
  }
}
