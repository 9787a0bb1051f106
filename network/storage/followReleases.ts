import type { Release } from '../../lib/dictionary/registry/readReleases.ts'
import type { Storage } from './createStorage.ts'

/** In whose name a node keeps what the registry of dictionaries names. */
const account = 'registry'
const leaseMs = 365 * 86_400_000
const renewMs = 30 * 86_400_000
/** A document that no peer gives is asked for less and less often, and few such at a look. */
const longestSpacingMs = 3_600_000
const missingAtATime = 8

type Named = Pick<Release, 'number' | 'cid'>
type Options = {
  storage: {
    sizeOf: Storage['sizeOf']
    lease(...wish: Parameters<Storage['lease']>): unknown
  }
  /** What is published now. */
  readReleases: () => Promise<readonly Named[]>
  everyMs?: number
  now?: () => number
}

/**
 * Keeps the document of every published dictionary, whoever stored it first and for how long: what the chain names must not
 * be lost. Documents that the node does not have, or has lost, it fetches from its peers, again and again until one has them.
 */
export function startFollowingReleases({ storage, readReleases, everyMs = 30_000, now = Date.now }: Options) {
  const leasedUntil = new Map<string, number>()
  const fetches = new Map<string, { dueMs: number; spacingMs: number }>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  async function look(): Promise<void> {
    const releases = await readReleases()
    for (const release of releases) if (!isLeased(release)) keep(release, false)
    for (const release of nextMissing(releases)) {
      keep(release, true)
      space(release)
    }
  }

  const isLeased = ({ cid }: Named) => (leasedUntil.get(cid) ?? 0) > now() + leaseMs - renewMs
  const dueMs = ({ cid }: Named) => fetches.get(cid)?.dueMs ?? 0

  /** The ones that have waited longest: those that nobody has must not keep others waiting. */
  function nextMissing(releases: readonly Named[]): Named[] {
    const missing = releases.filter(({ cid }) => storage.sizeOf(cid) === undefined)
    const due = missing.filter((release) => dueMs(release) <= now())
    return due.sort((a, b) => dueMs(a) - dueMs(b)).slice(0, missingAtATime)
  }

  function keep({ number, cid }: Named, pull: boolean): void {
    const untilMs = now() + leaseMs
    storage.lease(account, { id: `dictionary ${number}`, title: 'Dictionary', untilMs, cids: [cid], pull })
    leasedUntil.set(cid, untilMs)
  }

  function space({ cid }: Named): void {
    const spacingMs = Math.min((fetches.get(cid)?.spacingMs ?? everyMs / 2) * 2, longestSpacingMs)
    fetches.set(cid, { dueMs: now() + spacingMs, spacingMs })
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
