import { headKey, readHeight } from './keys.ts'
import type { Tables } from './openDatabase.ts'
import { encodeRecord } from './stateStore.ts'

/*
 * Stores of version 1 kept nodes without the block that wrote them, and old ones by location first. All blocks stay, and the
 * newest state; the states before it are not carried over.
 */

/** Brings the states of a store of version 1 into the present form, inside a write transaction. Returns the first there is. */
export function upgradeStates({ env, nodes, past, meta }: Tables): number {
  const changed = env.openDB<Buffer, Buffer>({ name: 'changed', keyEncoding: 'binary', encoding: 'binary' })
  const head = readHeight(meta.get(headKey)!)
  past.clearSync()
  changed.clearSync()
  for (const key of [...nodes.getKeys()]) nodes.put(key, encodeRecord(head, 0, nodes.get(key)!))
  return head
}
