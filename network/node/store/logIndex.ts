import type { Hex } from '../../../lib/bytes/hex.ts'
import type { Log } from '../../../lib/chain/Receipt.ts'
import type { LogFilter } from '../ChainReader.ts'
import { heightKey, readHeight } from './keys.ts'
import type { Bytes } from './openDatabase.ts'

/*
 * Which blocks hold a log with this address or topic: key = what it is (0 any, 1 address, 2-5 topic by position), the last
 * 8 bytes of it, the height. Shortened keys can only name a block too many, and the reader of logs checks each log anyway.
 */
const anything = '0'.repeat(16)
const present = Buffer.alloc(0)

/** Enters a block's logs. Inside a write transaction. */
export function indexLogs(table: Bytes, number: number, logs: Iterable<Log>): void {
  const tails: Set<string>[] = Array.from({ length: 6 }, () => new Set())
  for (const { address, topics } of logs) {
    tails[0]!.add(anything)
    tails[1]!.add(tailOf(address))
    for (let position = 0; position < topics.length; position++) tails[2 + position]!.add(tailOf(topics[position]!))
  }
  const height = heightKey(number)
  for (const [kind, items] of tails.entries()) {
    for (const tail of items) table.put(Buffer.concat([prefixOf(kind, tail), height]), present)
  }
}

/** Visits, in ascending order, the blocks of the range that may hold a log for the filter. */
export function* blocksWithLogs(table: Bytes, filter: LogFilter, from: number, to: number): Generator<number> {
  const criteria = [
    filter.addresses.map((address) => prefixOf(1, tailOf(address))),
    ...filter.topics.map((choices, position) => choices.map((topic) => prefixOf(2 + position, tailOf(topic)))),
  ].filter((prefixes) => prefixes.length > 0)
  if (criteria.length === 0) criteria.push([prefixOf(0, anything)])
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

function tailOf(item: Hex): string {
  return item.slice(-16)
}

function prefixOf(kind: number, tail: string): Buffer {
  const prefix = Buffer.allocUnsafe(9)
  prefix[0] = kind
  prefix.write(tail, 1, 'hex')
  return prefix
}
