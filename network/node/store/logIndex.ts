import type { Hex } from '../../../lib/bytes/hex.ts'
import type { Log } from '../../../lib/chain/Receipt.ts'
import type { LogFilter } from '../ChainReader.ts'
import { heightKey, readHeight } from './keys.ts'
import type { Bytes } from './openDatabase.ts'

/*
 * Which blocks hold a log with this address or topic: key = what it is (0 any, 1 address, 2-5 topic by position), the last
 * 8 bytes of it, the height. Shortened keys can only name a block too many, and the reader of logs checks each log anyway.
 */
const anything = Buffer.alloc(9)
const present = Buffer.alloc(0)

/** Enters a block's logs. Inside a write transaction. */
export function indexLogs(table: Bytes, number: number, logs: Iterable<Log>): void {
  const prefixes = new Map<string, Buffer>()
  const add = (prefix: Buffer) => prefixes.set(prefix.toString('latin1'), prefix)
  for (const { address, topics } of logs) {
    add(anything)
    add(prefixOf(1, address))
    topics.forEach((topic, position) => {
      add(prefixOf(2 + position, topic))
    })
  }
  const height = heightKey(number)
  for (const prefix of prefixes.values()) table.put(Buffer.concat([prefix, height]), present)
}

/** Visits, in ascending order, the blocks of the range that may hold a log for the filter. */
export function* blocksWithLogs(table: Bytes, filter: LogFilter, from: number, to: number): Generator<number> {
  const criteria = [
    filter.addresses.map((address) => prefixOf(1, address)),
    ...filter.topics.map((choices, position) => choices.map((topic) => prefixOf(2 + position, topic))),
  ].filter((prefixes) => prefixes.length > 0)
  if (criteria.length === 0) criteria.push([anything])
  for (let number = from; number <= to; ) {
    // Every criterion names its first block from here on; where they agree is a hit, else go on at the furthest.
    const furthest = Math.max(...criteria.map((prefixes) => firstBlock(table, prefixes, number)))
    if (furthest > to) return
    if (furthest === number) yield number++
    else number = furthest
  }
}

function firstBlock(table: Bytes, prefixes: readonly Buffer[], from: number): number {
  let first = Number.POSITIVE_INFINITY
  for (const prefix of prefixes) {
    const start = Buffer.concat([prefix, heightKey(from)])
    for (const key of table.getKeys({ start, limit: 1 })) {
      if (key.length === start.length && key.subarray(0, prefix.length).equals(prefix))
        first = Math.min(first, readHeight(key))
    }
  }
  return first
}

function prefixOf(kind: number, item: Hex): Buffer {
  return Buffer.concat([Buffer.of(kind), Buffer.from(item.slice(-16), 'hex')])
}
