import { decodeHex } from '../../../lib/bytes/hex.ts'
import { encodeLog } from '../../../lib/chain/logItems.ts'
import type { Log } from '../../../lib/chain/Receipt.ts'
import type { LogFilter } from '../ChainReader.ts'
import { heightBytes, readHeight } from './keys.ts'
import type { Bytes } from './openDatabase.ts'

/*
 * Which blocks hold a log with this address or topic: key = what it is (0 any, 1 address, 2-5 topic by position), the last
 * 8 bytes of it, the height. Shortened keys can only name a block too many, and the reader of logs checks each log anyway.
 */
const prefixBytes = 1 + 8
const anything = new Uint8Array(8)
const present = Buffer.alloc(0)

/** Enters a block's logs. Inside a write transaction. */
export function indexLogs(table: Bytes, number: number, logs: Iterable<Log>): void {
  const known = new Set<string>()
  const enter = (kind: number, item: Uint8Array) => {
    const key = keyOf(kind, item, number)
    const text = key.toString('latin1', 0, prefixBytes)
    if (known.has(text)) return
    known.add(text)
    table.put(key, present)
  }
  for (const log of logs) {
    const [address, topics] = encodeLog(log)
    enter(0, anything)
    enter(1, address)
    for (const [position, topic] of topics.entries()) enter(2 + position, topic)
  }
}

/** Visits, in ascending order, the blocks of the range that may hold a log for the filter. */
export function* blocksWithLogs(table: Bytes, filter: LogFilter, from: number, to: number): Generator<number> {
  const criteria: Entry[][] = [
    filter.addresses.map((address) => [1, decodeHex(address)] as const),
    ...filter.topics.map((choices, position) => choices.map((topic) => [2 + position, decodeHex(topic)] as const)),
  ].filter((entries) => entries.length > 0)
  if (criteria.length === 0) criteria.push([[0, anything]])
  for (let number = from; number <= to; ) {
    // Every criterion names its first block from here on; where they agree is a hit, else go on at the furthest.
    const furthest = Math.max(...criteria.map((entries) => firstBlock(table, entries, number)))
    if (furthest > to) return
    if (furthest === number) yield number++
    else number = furthest
  }
}

/** What it is, and the bytes of it. */
type Entry = readonly [kind: number, item: Uint8Array]

function firstBlock(table: Bytes, entries: readonly Entry[], from: number): number {
  let first = Number.POSITIVE_INFINITY
  for (const [kind, item] of entries) {
    const start = keyOf(kind, item, from)
    for (const key of table.getKeys({ start, limit: 1 })) {
      if (key.length === start.length && key.subarray(0, prefixBytes).equals(start.subarray(0, prefixBytes)))
        first = Math.min(first, readHeight(key))
    }
  }
  return first
}

function keyOf(kind: number, item: Uint8Array, height: number): Buffer {
  const key = Buffer.allocUnsafe(prefixBytes + heightBytes)
  key[0] = kind
  key.set(item.subarray(item.length - 8), 1)
  key.writeUIntBE(height, prefixBytes, heightBytes)
  return key
}
