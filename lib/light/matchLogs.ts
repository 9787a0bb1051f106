import { type Address, decodeHex, type Hex } from '../bytes/hex.ts'
import { bloomMayHold } from '../chain/logsBloom.ts'
import type { Log } from '../chain/Receipt.ts'

export type LogFilter = {
  /** Any of these; empty means every address. */
  addresses: readonly Address[]
  /** By position: any of these; an empty list matches whatever is there. */
  topics: readonly (readonly Hex[])[]
}

/** Returns whether the log is one that the filter asks for. */
export function isMatch({ address, topics }: Log, filter: LogFilter): boolean {
  if (filter.addresses.length > 0 && !filter.addresses.includes(address)) return false
  return filter.topics.every((choices, i) => {
    const topic = topics[i]
    return topic !== undefined && (choices.length === 0 || choices.includes(topic))
  })
}

/** Returns whether a block with that bloom may hold a log that the filter asks for; false is certain. */
export function mayHold(logsBloom: Hex, { addresses, topics }: LogFilter): boolean {
  const bloom = decodeHex(logsBloom)
  return [addresses, ...topics].every(
    (choices) => choices.length === 0 || choices.some((choice) => bloomMayHold(bloom, choice)),
  )
}
