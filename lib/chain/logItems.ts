import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import type { Log } from './Receipt.ts'

/** A log as RLP wants it: address, topics, data. */
export type LogItems = [Uint8Array, Uint8Array[], Uint8Array]

/** A log that is kept in bytes, as whoever builds blocks needs it; the hex is made for those who ask. */
export class EncodedLog implements Log {
  readonly items: LogItems

  constructor(items: LogItems) {
    this.items = items
  }

  get address(): Address {
    return encodeHex(this.items[0])
  }

  get topics(): Hex[] {
    return this.items[1].map(encodeHex)
  }

  get data(): Hex {
    return encodeHex(this.items[2])
  }
}

/** Returns the items of a log. */
export function encodeLog(log: Log): LogItems {
  if (log instanceof EncodedLog) return log.items
  return [decodeHex(log.address), log.topics.map(decodeHex), decodeHex(log.data)]
}

/** Returns the log that the items describe. */
export function decodeLog([address, topics, data]: LogItems): Log {
  return { address: encodeHex(address), topics: topics.map(encodeHex), data: encodeHex(data) }
}
