import { BaseError } from '../../../lib/errors.ts'
import { heightKey } from './keys.ts'
import type { Tables } from './openDatabase.ts'
import { type Nodes, placeChanges, prunePast, type WaitingBlock } from './stateStore.ts'
import { encodeNodes, readWaiting } from './unsettled.ts'

export type Settler = {
  /** What blocks changed that has not all taken its place, oldest first. */
  waiting(): readonly WaitingBlock[]
  /** Brings what a block changed to the places, or lets it wait where that is much. Inside a write transaction. */
  add(number: number, nodes: Nodes): void
  /** Brings a part of what waits to its places. */
  settle(): void
  /** Settles what an earlier run left. Before anything is added. */
  recover(): void
}

export type SettlerOptions = {
  /** A block that changes more nodes than this waits for its places. */
  placedAtOnce?: number
  /** What waits is worth dividing above that many nodes. */
  leastSlice?: number
}

type Waiting = WaitingBlock & {
  /** In order; sorted when they are first needed. */
  locations: readonly string[] | undefined
  /** The first that has not taken its place, and how many have not: from there on, round the end. */
  next: number
  left: number
}

/**
 * Nodes go to their places in rounds over all locations, a slice in each turn: what eight blocks have in one slice lies on few
 * pages, and of a node that several of them changed only the newest is written. The rest goes to `past`, as ever.
 */
export function createSettler(
  tables: Tables,
  { stateWindow, placedAtOnce = 16, leastSlice = 1_024 }: SettlerOptions & { stateWindow: number },
): Settler {
  const waiting: Waiting[] = []
  /** Where the next slice begins. */
  let cursor = ''

  /** Places that many changes, or all there are. */
  function place(due: number): void {
    if (waiting.length === 0) return
    for (const one of waiting) sortLocations(one, cursor)
    tables.env.transactionSync(() => {
      const { number } = waiting[0]!
      if (!tables.unsettled.doesExist(heightKey(number))) throw new SecondWriterError(number)
      for (let placed = 0; placed < due && waiting.length > 0; ) {
        placed += placeSlice(due - placed)
        dropSettled()
      }
    })
  }

  /** Places about so many changes. Returns how many it were. */
  function placeSlice(count: number): number {
    const end = endOfSlice(waiting, count)
    const slice = waiting.map((one) => ({ number: one.number, nodes: takeUntil(one, end) }))
    if (end === undefined) for (const one of waiting) one.next = 0
    cursor = end ?? ''
    placeChanges(tables, slice)
    return slice.reduce((sum, { nodes }) => sum + nodes.length, 0)
  }

  function dropSettled(): void {
    while (waiting[0]?.left === 0) {
      const { number } = waiting.shift()!
      tables.unsettled.removeSync(heightKey(number))
      prune(number)
    }
  }

  function prune(number: number): void {
    if (stateWindow > 0 && number > stateWindow) prunePast(tables, number - stateWindow)
  }

  return {
    waiting: () => waiting,
    settle: () => place(Math.max(leastSlice, countLeft(waiting) * shareAtOnce)),
    recover() {
      waiting.push(...readWaiting(tables).map(createWaiting))
      place(Number.POSITIVE_INFINITY)
    },
    add(number, nodes) {
      // What is older goes first.
      if (waiting.length > 0 || nodes.size > placedAtOnce) {
        tables.unsettled.put(heightKey(number), encodeNodes(nodes))
        waiting.push(createWaiting({ number, nodes }))
      } else {
        placeChanges(tables, [{ number, nodes }])
        prune(number)
      }
    },
  }
}

/** In a steady stream a block has settled after eight turns: one waits whole, one has an eighth left, four on average. */
const shareAtOnce = 1 / 4

function createWaiting(block: WaitingBlock): Waiting {
  return { ...block, locations: undefined, next: 0, left: block.nodes.size }
}

/** Whoever comes later begins where the round has got to. */
function sortLocations(one: Waiting, cursor: string): void {
  if (one.locations) return
  one.locations = [...one.nodes.keys()].sort()
  one.next = findFirst(one.locations, cursor, 0)
}

function countLeft(waiting: readonly Waiting[]): number {
  return waiting.reduce((sum, { left }) => sum + left, 0)
}

/** Returns the location before which each block has no more than its part of the count; undefined is the end of the round. */
function endOfSlice(waiting: readonly Waiting[], count: number): string | undefined {
  const sum = waiting.reduce((total, { nodes }) => total + nodes.size, 0)
  let end: string | undefined
  for (const { nodes, locations, next, left } of waiting) {
    const part = Math.ceil((count * nodes.size) / sum)
    if (part >= left) continue
    const location = locations![next + part]
    if (location !== undefined && (end === undefined || location < end)) end = location
  }
  return end
}

/** Takes what the block changed before the location and has not placed. */
function takeUntil(one: Waiting, end: string | undefined): (readonly [string, Uint8Array | undefined])[] {
  const locations = one.locations!
  const until = end === undefined ? locations.length : findFirst(locations, end, one.next)
  const count = Math.min(until - one.next, one.left)
  const taken = locations.slice(one.next, one.next + count)
  one.next += count
  one.left -= count
  return taken.map((location) => [location, one.nodes.get(location)])
}

/** Returns where the first location is, at or after the start, that does not come before the given one. */
function findFirst(locations: readonly string[], location: string, start: number): number {
  let low = start
  let high = locations.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (locations[middle]! < location) low = middle + 1
    else high = middle
  }
  return low
}

export class SecondWriterError extends BaseError {
  override readonly name = 'Store.SecondWriterError'
  constructor(number: number) {
    super(`Expected to settle block ${number}, found that another program has done it.`, {
      metaMessages: ['One node writes a chain. Stop the other, or give it a data directory of its own with --data.'],
    })
  }
}
