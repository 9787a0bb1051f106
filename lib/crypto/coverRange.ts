import { BaseError } from '../errors.ts'
import { childKey, createKeyWalk, depthOf, maxDepth } from './keyTree.ts'

/** Chunks `from` to `to` (exclusive) of a data set of `chunks`. */
export type ChunkRange = { from: number; to: number; chunks: number }

/** One node of a cover: it stands `height` above the leaves and opens the `2 ** height` leaves from `start` on. */
export type CoverNode = { start: number; height: number }

export type KeyNode = CoverNode & { key: Uint8Array }

/**
 * Returns the fewest nodes that open the range and nothing else, from the left, as the contracts' KeyTreeLib walks them.
 * A range that reaches the last chunk is read as reaching the last leaf, so a whole data set is one node.
 */
export function coverRange(range: ChunkRange): CoverNode[] {
  checkRange(range)
  const end = range.to === range.chunks ? 2 ** depthOf(range.chunks) : range.to
  const fits = (start: number, height: number) => start % 2 ** height === 0 && start + 2 ** height <= end
  const nodes: CoverNode[] = []
  let start = range.from
  let height = 0
  while (start < range.to) {
    while (fits(start, height + 1)) height++
    while (!fits(start, height)) height--
    nodes.push({ start, height })
    start += 2 ** height
  }
  return nodes
}

/** Returns the keys of the nodes that cover the range, from a root that stands `rootHeight` above the leaves. */
export function deriveCover(root: Uint8Array, range: ChunkRange, rootHeight = maxDepth): KeyNode[] {
  const path: Uint8Array[] = [root]
  let last = 0
  return coverRange(range).map(({ start, height }) => {
    const shared = rootHeight - (32 - Math.clz32(last ^ start))
    path.length = Math.min(path.length, Math.max(0, shared) + 1)
    while (path.length <= rootHeight - height) {
      path.push(childKey(path.at(-1)!, (start >>> (rootHeight - path.length)) & 1))
    }
    last = start
    return { start, height, key: path[rootHeight - height]! }
  })
}

/** Returns a function that gives the key of a chunk below the nodes; it throws for chunks that they do not open. */
export function openCover(nodes: readonly KeyNode[]): (index: number) => Uint8Array {
  const walks = nodes.map(({ start, height, key }) => ({ start, size: 2 ** height, keyOf: createKeyWalk(key, height) }))
  return (index) => {
    const walk = walks.find(({ start, size }) => index >= start && index < start + size)
    if (!walk) throw new NotGrantedError(index)
    return walk.keyOf(index - walk.start)
  }
}

function checkRange({ from, to, chunks }: ChunkRange): void {
  const whole = [from, to, chunks].every(Number.isSafeInteger)
  if (!whole || from < 0 || from >= to || to > chunks || chunks >= 2 ** maxDepth) {
    throw new InvalidRangeError(from, to, chunks)
  }
}

export class InvalidRangeError extends BaseError {
  override readonly name = 'Crypto.InvalidRangeError'
  constructor(from: number, to: number, chunks: number) {
    super(`Expected chunks within 0 to ${chunks} (the end is exclusive), found ${from} to ${to}.`)
  }
}

export class NotGrantedError extends BaseError {
  override readonly name = 'Crypto.NotGrantedError'
  constructor(index: number) {
    super(`The keys at hand do not open chunk ${index}.`)
  }
}
