import type { Hex } from '../../../lib/bytes/hex.ts'
import type { StateDiff, StateReader } from '../../../lib/engine/StateReader.ts'
import { heightKey, pastKey } from './keys.ts'
import type { Tables } from './openDatabase.ts'

/*
 * States by height. `nodes` is the newest state, by location. Before a block changes a node, the old bytes go to `past`
 * under (location, height of the block); so a node as of block b is the first entry of its location above b, or else the
 * newest. Reading the newest first makes that right without a lock, whatever is written in between.
 */
const absent = Buffer.alloc(0)

/** Returns the state after a block, or the newest one. */
export function createStateReader(tables: Tables, root: Hex, number: number): StateReader {
  return {
    root,
    node: (location) => readNode(tables, Buffer.from(location, 'latin1'), number),
    code: (hash) => tables.codes.get(Buffer.from(hash.slice(2), 'hex')),
  }
}

function readNode({ nodes, past }: Tables, location: Buffer, number: number): Uint8Array | undefined {
  const newest = nodes.get(location)
  const start = pastKey(location, number + 1)
  for (const { key, value } of past.getRange({ start, limit: 1 })) {
    if (
      key.length === start.length &&
      key.subarray(0, location.length + 1).equals(start.subarray(0, location.length + 1))
    ) {
      return value.length === 0 ? undefined : value
    }
  }
  return newest
}

/** Writes what a block changed, and remembers what was there before. Inside a write transaction. */
export function writeState(tables: Tables, number: number, { nodes, codes }: StateDiff, keepPast: boolean): void {
  const locations: Buffer[] = []
  for (const [text, bytes] of nodes) {
    const location = Buffer.from(text, 'latin1')
    const before = tables.nodes.get(location)
    if (bytes === undefined && before === undefined) continue
    if (bytes) tables.nodes.put(location, toBuffer(bytes))
    else tables.nodes.remove(location)
    if (!keepPast) continue
    tables.past.put(pastKey(location, number), before ?? absent)
    locations.push(location)
  }
  for (const [hash, code] of codes) tables.codes.put(Buffer.from(hash.slice(2), 'hex'), toBuffer(code))
  if (locations.length > 0) tables.changed.put(heightKey(number), packLocations(locations))
}

/** Forgets how the state was before a block. Inside a write transaction. */
export function prunePast(tables: Tables, number: number): void {
  const key = heightKey(number)
  const packed = tables.changed.get(key)
  if (!packed) return
  for (const location of unpackLocations(packed)) tables.past.remove(pastKey(location, number))
  tables.changed.remove(key)
}

function packLocations(locations: readonly Buffer[]): Buffer {
  return Buffer.concat(locations.flatMap((location) => [Buffer.of(location.length), location]))
}

function* unpackLocations(packed: Buffer): Generator<Buffer> {
  for (let at = 0; at < packed.length; ) {
    const length = packed[at]!
    yield packed.subarray(at + 1, at + 1 + length)
    at += 1 + length
  }
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
