import type { Hex } from '../../../lib/bytes/hex.ts'
import { DamagedStateError } from '../../../lib/chain/trie/Trie.ts'
import type { StateDiff, StateReader } from '../../../lib/engine/StateReader.ts'
import { heightBytes, heightKey, pastKey, waypointKey } from './keys.ts'
import type { Tables } from './openDatabase.ts'
import { toBuffer, toPlain } from './views.ts'

/*
 * States by height. `nodes` is the newest state by location; each record says in which block it was written. Before a block
 * changes a node, the record that was there goes to `past` under (height of the block, location). So the versions of a
 * node are a chain: the newest names the block that made it, `past` of that block holds the one before. A node as of
 * block b is the first of the chain that is no newer than b, whatever is written in between, so readers need no lock.
 *
 * By height first, what a block puts away lies in one piece at the end of the table, and is forgotten in one piece at its
 * beginning. So that nobody has to follow a long chain, every 32nd version stands in `waypoints` by location as well.
 */
export type Nodes = StateDiff['nodes']

const headBytes = heightBytes + 1
const versionsPerWaypoint = 32

/** What a block changed that may not have taken its place. */
export type WaitingBlock = { number: number; nodes: Nodes }

/** Returns the state after a block, read through what blocks up to it left waiting, oldest first. */
export function createStateReader(
  tables: Tables,
  { root, number, waiting }: { root: Hex; number: number; waiting: readonly WaitingBlock[] },
): StateReader {
  return {
    root,
    node: (location) =>
      readThrough(waiting, location, () => findRecord(tables, Buffer.from(location, 'latin1'), number)),
    code: (hash) => readCode(tables, hash),
  }
}

/** Returns the newest state, whichever block that is by the time of a read. */
export function createNewestReader(
  tables: Tables,
  { root, waiting }: { root: Hex; waiting: () => readonly WaitingBlock[] },
): StateReader {
  return {
    root,
    node: (location) => readThrough(waiting(), location, () => tables.nodes.get(Buffer.from(location, 'latin1'))),
    code: (hash) => readCode(tables, hash),
  }
}

function readThrough(
  waiting: readonly WaitingBlock[],
  location: string,
  readRecord: () => Buffer | undefined,
): Uint8Array | undefined {
  for (let i = waiting.length - 1; i >= 0; i--) {
    const { nodes } = waiting[i]!
    const bytes = nodes.get(location)
    if (bytes !== undefined || nodes.has(location)) return bytes
  }
  return bytesOf(readRecord())
}

function readCode({ codes }: Tables, hash: Hex): Uint8Array | undefined {
  return codes.get(Buffer.from(hash.slice(2), 'hex'))
}

function findRecord({ nodes, past, waypoints }: Tables, location: Buffer, number: number): Buffer | undefined {
  let record = nodes.get(location)
  if (record === undefined || heightOf(record) <= number) return record
  record = nextWaypoint(waypoints, location, number) ?? record
  while (record && heightOf(record) > number) {
    const height = heightOf(record)
    record = past.get(pastKey(height, location))
    if (record && heightOf(record) >= height) throw new DamagedPastError(height, heightOf(record))
  }
  return record
}

/** Returns what a node was before the first waypoint above the block. */
function nextWaypoint(waypoints: Tables['waypoints'], location: Buffer, number: number): Buffer | undefined {
  const start = waypointKey(location, number + 1)
  const place = start.subarray(0, -heightBytes)
  for (const { key, value } of waypoints.getRange({ start, limit: 1 })) {
    if (key.length === start.length && key.subarray(0, -heightBytes).equals(place)) return value
  }
  return undefined
}

type Changes = { number: number; nodes: Iterable<readonly [location: string, bytes: Uint8Array | undefined]> }

/**
 * Puts the nodes that blocks changed, oldest first, to their places, and keeps what was there before. What is there already
 * stays. Inside a write transaction.
 */
export function placeChanges(tables: Tables, blocks: readonly Changes[]): void {
  const placed = new Map<string, { location: Buffer; record: Buffer }>()
  for (const { number, nodes } of blocks) {
    for (const [text, bytes] of nodes) {
      const earlier = placed.get(text)
      const location = earlier?.location ?? Buffer.from(text, 'latin1')
      // Its bytes are lent until the next read, and are written by then.
      const before = earlier?.record ?? tables.nodes.getBinaryFast(location)
      if (before && heightOf(before) >= number) continue
      if (bytes === undefined && (before === undefined || before.length === headBytes)) continue
      const turn = before ? turnOf(before) + 1 : 0
      if (before) putAway(tables, { number, location, before, turn })
      const record = encodeRecord(number, turn % versionsPerWaypoint, bytes)
      if (earlier) earlier.record = record
      else placed.set(text, { location, record })
      if (bytes === undefined) tables.gone.put(pastKey(number, location), nothing)
    }
  }
  for (const { location, record } of placed.values()) tables.nodes.put(location, record)
}

/** Writes the code that a block deployed. Inside a write transaction. */
export function writeCodes(tables: Tables, codes: StateDiff['codes']): void {
  for (const [hash, code] of codes) tables.codes.put(Buffer.from(hash.slice(2), 'hex'), toBuffer(code))
}

type Change = { number: number; location: Buffer; before: Buffer; turn: number }

function putAway({ past, waypoints }: Tables, { number, location, before, turn }: Change): void {
  past.put(pastKey(number, location), before)
  if (turn === versionsPerWaypoint) waypoints.put(waypointKey(location, number), before)
}

/** Forgets how the state was before a block. Inside a write transaction. */
export function prunePast({ nodes, past, waypoints, gone }: Tables, number: number): void {
  const range = { start: heightKey(number), end: heightKey(number + 1) }
  for (const { key, value } of [...past.getRange(range)]) {
    if (turnOf(value) + 1 === versionsPerWaypoint) waypoints.remove(waypointKey(key.subarray(heightBytes), number))
    past.remove(key)
  }
  // That a node is gone has to be known only as long as somebody may ask how it was before.
  for (const key of [...gone.getKeys(range)]) {
    const location = key.subarray(heightBytes)
    const record = nodes.get(location)
    if (record && heightOf(record) === number && bytesOf(record) === undefined) nodes.remove(location)
    gone.remove(key)
  }
}

/** Returns the record of a node: the block that wrote it, its place among the versions, its bytes, or none where it is gone. */
export function encodeRecord(number: number, turn: number, bytes: Uint8Array | undefined): Buffer {
  const record = Buffer.allocUnsafe(headBytes + (bytes?.length ?? 0))
  record.writeUIntBE(number, 0, heightBytes)
  record[heightBytes] = turn
  if (bytes) record.set(bytes, headBytes)
  return record
}

function heightOf(record: Buffer): number {
  return record.readUIntBE(0, heightBytes)
}

function turnOf(record: Buffer): number {
  return record[heightBytes]!
}

function bytesOf(record: Buffer | undefined): Uint8Array | undefined {
  return record === undefined || record.length === headBytes ? undefined : toPlain(record, headBytes)
}

const nothing = Buffer.alloc(0)

/** A chain of versions that does not lead back would be followed for ever. */
export class DamagedPastError extends DamagedStateError {
  override readonly name = 'Store.DamagedPastError'
  constructor(height: number, found: number) {
    super(`Expected block ${height} to have put away a node of an earlier block, found one of block ${found}.`, {
      metaMessages: ['The store is damaged. Restore it from a backup, or begin anew with --reset.'],
    })
  }
}
