import { baseDictionaries } from '../../lib/dictionary/base/baseDictionaries.ts'
import { identifyDictionary } from '../../lib/dictionary/identifyDictionary.ts'
import type { Storage } from './createStorage.ts'

/** In whose name a node keeps what the genesis names. */
const account = 'genesis'
const leaseMs = 365 * 86_400_000

/** Puts the dictionaries that the registry knows from genesis on into the store and prolongs their lease. */
export async function keepDictionaries(storage: Storage, now: () => number = Date.now): Promise<string[]> {
  const cids: string[] = []
  for (const dictionary of baseDictionaries) {
    const { cid, bytes } = identifyDictionary(dictionary)
    await storage.put(cid, bytes, account)
    cids.push(cid)
  }
  storage.lease(account, { id: 'dictionaries', title: 'Dictionaries', untilMs: now() + leaseMs, cids, pull: false })
  return cids
}
