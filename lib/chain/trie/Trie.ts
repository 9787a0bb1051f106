import { equalBytes } from '../../bytes/equalBytes.ts'
import { keccak256 } from '../../bytes/keccak256.ts'
import { BaseError } from '../../errors.ts'
import { sharedPrefix } from './nibbles.ts'
import {
  type Branch,
  decodeNode,
  type Extension,
  encodeNode,
  type Leaf,
  type TrieNode,
  type Unloaded,
} from './trieNode.ts'

/** keccak256 of the RLP of the empty string: the root of a trie without entries. */
export const emptyRoot = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'

export type ReadNode = (path: string) => Uint8Array | undefined
export type WriteNode = (path: string, bytes: Uint8Array | undefined) => void

/**
 * A Merkle-Patricia trie that reads nodes by path and hashes only at commit: any number of writes between two commits
 * costs one hash per changed node. Nodes stay decoded in memory until `trim`.
 */
export class Trie {
  #root: TrieNode | undefined
  #read: ReadNode
  #vacated = new Set<string>()
  #loaded = 0

  constructor(root: Uint8Array | undefined, read: ReadNode) {
    this.#root = root && { kind: 'unloaded', reference: root }
    this.#read = read
  }

  /** Returns the value at the key, given as nibbles. */
  get(key: string): Uint8Array | undefined {
    let node = this.#root
    for (let depth = 0; node !== undefined; ) {
      if (node.kind === 'unloaded') {
        this.#load(key, depth)
        return this.get(key)
      }
      if (node.kind === 'leaf')
        return key.length - depth === node.path.length && key.endsWith(node.path) ? node.value : undefined
      if (node.kind === 'extension') {
        if (!key.startsWith(node.path, depth)) return undefined
        depth += node.path.length
        node = node.child
      } else {
        node = node.children[key.charCodeAt(depth)]
        depth++
      }
    }
    return undefined
  }

  put(key: string, value: Uint8Array): void {
    this.#root = this.#insert(this.#root, key, 0, value)
  }

  delete(key: string): void {
    if (this.get(key) === undefined) return
    this.#root = this.#remove(this.#root!, key, 0)
  }

  /** Returns the root hash after writing each changed node to its path (`undefined` for a path that holds none any more). */
  commit(write: WriteNode): Uint8Array | undefined {
    const root = this.#root
    if (root && root.reference === undefined) this.#commitNode(root, '', write)
    for (const path of this.#vacated) write(path, undefined)
    this.#vacated.clear()
    return root?.reference
  }

  /** Returns the nodes from the root towards the key: a proof of the value there, or of its absence. */
  prove(key: string): Uint8Array[] {
    this.get(key)
    const proof: Uint8Array[] = []
    let node = this.#root
    for (let depth = 0; node !== undefined && node.kind !== 'unloaded'; ) {
      if (depth === 0 || node.reference?.length === 32) proof.push(encodeNode(node))
      if (node.kind === 'leaf') break
      if (node.kind === 'extension') {
        if (!key.startsWith(node.path, depth)) break
        depth += node.path.length
        node = node.child
      } else {
        node = node.children[key.charCodeAt(depth)]
        depth++
      }
    }
    return proof
  }

  /** Visits every key with its value, in order of keys; loads the whole trie. */
  *entries(): Generator<[string, Uint8Array]> {
    if (this.#root) yield* this.#walk(this.#root, '')
  }

  /** Visits the path of every node that is kept in storage of its own. */
  *paths(): Generator<string> {
    if (this.#root) yield* this.#walkPaths(this.#root, '')
  }

  /** How many nodes were decoded or made since it was opened or trimmed. */
  get loaded(): number {
    return this.#loaded
  }

  /** Forgets decoded nodes below the third level. Only between commit and change. */
  trim(): void {
    this.#root &&= unload(this.#root, 3)
    this.#loaded = 0
  }

  #commitNode(node: TrieNode, path: string, write: WriteNode): void {
    if (node.kind === 'unloaded') return
    if (node.kind === 'extension' && node.child.reference === undefined) {
      this.#commitNode(node.child, path + node.path, write)
    } else if (node.kind === 'branch') {
      for (let i = 0; i < 16; i++) {
        const child = node.children[i]
        if (child && child.reference === undefined) this.#commitNode(child, path + String.fromCharCode(i), write)
      }
    }
    const bytes = encodeNode(node)
    if (bytes.length < 32 && path !== '') {
      node.reference = bytes.slice()
      this.#vacated.add(path)
      return
    }
    node.reference = keccak256(bytes)
    write(path, bytes)
    this.#vacated.delete(path)
  }

  #insert(node: TrieNode | undefined, key: string, depth: number, value: Uint8Array): TrieNode {
    if (node === undefined) return this.#created({ kind: 'leaf', path: key.slice(depth), value, reference: undefined })
    if (node.kind === 'unloaded') return this.#insert(this.#resolve(node, key.slice(0, depth)), key, depth, value)
    node.reference = undefined
    if (node.kind === 'branch') {
      const nibble = key.charCodeAt(depth)
      node.children[nibble] = this.#insert(node.children[nibble], key, depth + 1, value)
      return node
    }
    const shared = sharedPrefix(node.path, key, depth)
    if (shared === node.path.length) {
      if (node.kind === 'leaf') node.value = value
      else node.child = this.#insert(node.child, key, depth + shared, value)
      return node
    }
    return this.#split(node, key, depth, shared, value)
  }

  #split(node: Leaf | Extension, key: string, depth: number, shared: number, value: Uint8Array): TrieNode {
    const branch: Branch = { kind: 'branch', children: new Array(16), reference: undefined }
    const rest = node.path.slice(shared + 1)
    const moved: TrieNode = node.kind === 'extension' && rest === '' ? node.child : { ...node, path: rest }
    branch.children[node.path.charCodeAt(shared)] = moved
    const at = depth + shared
    branch.children[key.charCodeAt(at)] = this.#insert(undefined, key, at + 1, value)
    this.#created(branch)
    if (shared === 0) return branch
    return this.#created({ kind: 'extension', path: key.slice(depth, at), child: branch, reference: undefined })
  }

  /** The key is known to be there. Returns what takes the place of the node. */
  #remove(node: TrieNode, key: string, depth: number): TrieNode | undefined {
    if (node.kind === 'unloaded') return this.#remove(this.#resolve(node, key.slice(0, depth)), key, depth)
    if (node.kind === 'leaf') {
      this.#vacated.add(key.slice(0, depth))
      return undefined
    }
    node.reference = undefined
    if (node.kind === 'extension') {
      const childDepth = depth + node.path.length
      node.child = this.#remove(node.child, key, childDepth)!
      return this.#joined(node.path, node.child, key.slice(0, childDepth), node)
    }
    const nibble = key.charCodeAt(depth)
    node.children[nibble] = this.#remove(node.children[nibble]!, key, depth + 1)
    return node.children[nibble] === undefined ? this.#collapsed(node, key.slice(0, depth)) : node
  }

  #collapsed(branch: Branch, path: string): TrieNode {
    let only = -1
    for (let i = 0; i < 16; i++) {
      if (branch.children[i] === undefined) continue
      if (only >= 0) return branch
      only = i
    }
    const step = String.fromCharCode(only)
    let child = branch.children[only]!
    if (child.kind === 'unloaded') child = this.#resolve(child, path + step)
    return this.#joined(step, child, path + step)
  }

  /** An extension over `child`, merged with it when the child is a path itself. */
  #joined(path: string, child: TrieNode, childPath: string, extension?: Extension): TrieNode {
    if (child.kind === 'unloaded' || child.kind === 'branch') {
      return extension ?? this.#created({ kind: 'extension', path, child, reference: undefined })
    }
    this.#vacated.add(childPath)
    child.path = path + child.path
    child.reference = undefined
    return child
  }

  #created<N extends TrieNode>(node: N): N {
    this.#loaded++
    return node
  }

  /** Storage names nodes by path, so what it returns is held against the hash that the parent gives. */
  #resolve({ reference }: Unloaded, path: string): Leaf | Extension | Branch {
    const bytes = this.#read(path)
    if (bytes === undefined) throw new MissingNodeError(path)
    if (!equalBytes(keccak256(bytes), reference)) throw new WrongNodeError(path)
    this.#loaded++
    const node = decodeNode(bytes)
    node.reference = reference
    return node
  }

  /** Loads the unloaded node at that depth on the way to the key. */
  #load(key: string, depth: number): void {
    if (depth === 0) {
      this.#root = this.#resolve(this.#root as Unloaded, '')
      return
    }
    let parent = this.#root as Extension | Branch
    for (let at = 0; ; ) {
      at += parent.kind === 'extension' ? parent.path.length : 1
      const child: TrieNode = parent.kind === 'extension' ? parent.child : parent.children[key.charCodeAt(at - 1)]!
      if (at === depth) {
        const loaded = this.#resolve(child as Unloaded, key.slice(0, depth))
        if (parent.kind === 'extension') parent.child = loaded
        else parent.children[key.charCodeAt(at - 1)] = loaded
        return
      }
      parent = child as Extension | Branch
    }
  }

  *#walk(node: TrieNode, path: string): Generator<[string, Uint8Array]> {
    if (node.kind === 'unloaded') yield* this.#walk(this.#resolve(node, path), path)
    else if (node.kind === 'leaf') yield [path + node.path, node.value]
    else if (node.kind === 'extension') yield* this.#walk(node.child, path + node.path)
    else
      for (let i = 0; i < 16; i++) {
        const child = node.children[i]
        if (child) yield* this.#walk(child, path + String.fromCharCode(i))
      }
  }

  *#walkPaths(node: TrieNode, path: string): Generator<string> {
    if (node.kind === 'unloaded') {
      yield* this.#walkPaths(this.#resolve(node, path), path)
      return
    }
    yield path
    if (node.kind === 'extension') yield* this.#walkPaths(node.child, path + node.path)
    if (node.kind === 'branch')
      for (let i = 0; i < 16; i++) {
        const child = node.children[i]
        if (child) yield* this.#walkPaths(child, path + String.fromCharCode(i))
      }
  }
}

function unload(node: TrieNode, levels: number): TrieNode {
  if (node.kind === 'leaf' || node.kind === 'unloaded') return node
  if (levels === 0) return node.reference?.length === 32 ? { kind: 'unloaded', reference: node.reference } : node
  if (node.kind === 'extension') node.child = unload(node.child, levels - 1)
  else node.children = node.children.map((child) => child && unload(child, levels - 1))
  return node
}

/** What every error about stored state is: nobody's transaction is to blame, and nothing may be built on it. */
export class DamagedStateError extends BaseError {}

export class MissingNodeError extends DamagedStateError {
  override readonly name = 'Chain.MissingNodeError'
  constructor(path: string) {
    super(`Expected a trie node at path "${showPath(path)}", found none.`, {
      metaMessages: ['The state may be pruned, or the store is damaged.'],
    })
  }
}

export class WrongNodeError extends DamagedStateError {
  override readonly name = 'Chain.WrongNodeError'
  constructor(path: string) {
    super(`Expected the trie node at path "${showPath(path)}" to hash to what its parent says, found another node.`, {
      metaMessages: ['The store is damaged, or the node is of another state.'],
    })
  }
}

function showPath(path: string): string {
  return [...path].map((nibble) => nibble.charCodeAt(0).toString(16)).join('')
}
