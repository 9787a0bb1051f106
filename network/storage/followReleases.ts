import type { Release } from '../../lib/dictionary/registry/readReleases.ts'
import type { Storage } from './createStorage.ts'

/** In whose name a node keeps what the registry of dictionaries names. */
const account = 'registry'
const leaseMs = 365 * 86_400_000
const renewMs = 30 * 86_400_000

type Options = {
  storage: Storage
  /** What is published now. */
  readReleases: () => Promise<readonly Pick<Release, 'number' | 'cid'>[]>
  everyMs?: number
  now?: () => number
}

/**
 * Keeps the document of every published dictionary, whoever stored it first and for how long: what the chain names must not
 * be lost. Documents that the node does not have it fetches from its peers.
 */
export function startFollowingReleases({ storage, readReleases, everyMs = 30_000, now = Date.now }: Options) {
  const keptUntil = new Map<string, number>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  async function look(): Promise<void> {
    for (const { number, cid } of await readReleases()) {
      if ((keptUntil.get(cid) ?? 0) > now() + leaseMs - renewMs) continue
      const untilMs = now() + leaseMs
      storage.lease(account, { id: `dictionary ${number}`, title: 'Dictionary', untilMs, cids: [cid], pull: true })
      keptUntil.set(cid, untilMs)
    }
  }

  /** A node or chain that is away now is asked again. */
  async function go(): Promise<void> {
    await look().catch(() => {})
    if (!isStopped) timer = setTimeout(go, everyMs)
  }
  const running = go()
  return {
    look,
    async stop(): Promise<void> {
      isStopped = true
      await running
      clearTimeout(timer)
    },
  }
}
