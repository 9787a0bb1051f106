/** Fetches a block from connected peers into the block files. */
export type Pull = (cid: string, signal: AbortSignal) => Promise<void>

type Job = { account: string; id: string; controller: AbortController; isRunning: boolean }
type Options = {
  pull: Pull | undefined
  /** CIDs that a lease still misses. */
  wanted: (account: string, id: string) => string[]
  /** A block has come; throws when it cannot stay. */
  arrive: (cid: string, account: string) => Promise<void>
  /** A block that did not stay may have left its file. */
  discard: (cid: string) => Promise<void>
}

const blocksAtATime = 16
const jobsAtATime = 8
/** Whoever asks for more at once must not keep the others waiting. */
const jobsPerAccount = 16
const blockTimeoutMs = 30_000
/** Of so many leases it is remembered why their fetching ended early. */
const maxFaults = 1_000

/** Returns what fetches the missing blocks of leases: some leases at a time, the others in the order of their wishes. */
export function createPuller({ pull, wanted, arrive, discard }: Options) {
  const jobs = new Map<string, Job>()
  const faults = new Map<string, string>()
  const fetchers = new Map<string, number>()
  let running = 0
  const keyOf = (account: string, id: string) => `${account} ${id}`

  function startNext(): void {
    for (const [key, job] of jobs) {
      if (running >= jobsAtATime) return
      if (!job.isRunning) void run(key, job)
    }
  }

  async function run(key: string, job: Job): Promise<void> {
    job.isRunning = true
    running++
    const fault = await fetchAll(job).then(
      () => undefined,
      (error: Error) => error.message,
    )
    // One block that nobody gives is no reason to wait as long for each of the others.
    job.controller.abort()
    running--
    if (jobs.get(key) === job) {
      jobs.delete(key)
      if (fault !== undefined) note(key, fault)
    }
    startNext()
  }

  async function fetchAll({ account, id, controller: { signal } }: Job): Promise<void> {
    for (let queue = wanted(account, id); queue.length > 0 && !signal.aborted; queue = wanted(account, id)) {
      const work = async () => {
        for (let cid = queue.pop(); cid !== undefined && !signal.aborted; cid = queue.pop()) {
          await fetchOne(cid, account, AbortSignal.any([signal, AbortSignal.timeout(blockTimeoutMs)]))
        }
      }
      await Promise.all(Array.from({ length: blocksAtATime }, work))
    }
  }

  /** The file that came stays where it is as long as somebody else fetches the same block. */
  async function fetchOne(cid: string, account: string, signal: AbortSignal): Promise<void> {
    fetchers.set(cid, (fetchers.get(cid) ?? 0) + 1)
    try {
      await pull!(cid, signal)
      await arrive(cid, account)
    } catch (error) {
      if (fetchers.get(cid) === 1) await discard(cid)
      throw error
    } finally {
      const others = fetchers.get(cid)! - 1
      if (others > 0) fetchers.set(cid, others)
      else fetchers.delete(cid)
    }
  }

  function note(key: string, fault: string): void {
    faults.delete(key)
    faults.set(key, fault)
    if (faults.size > maxFaults) faults.delete(faults.keys().next().value!)
  }

  function isBusy(account: string): boolean {
    let count = 0
    for (const job of jobs.values()) if (job.account === account) count++
    return count >= jobsPerAccount
  }

  return {
    start(account: string, id: string): void {
      const key = keyOf(account, id)
      if (!pull || jobs.has(key)) return
      faults.delete(key)
      if (isBusy(account)) {
        note(key, `Expected at most ${jobsPerAccount} leases to be fetched at once, found more.`)
        return
      }
      jobs.set(key, { account, id, controller: new AbortController(), isRunning: false })
      startNext()
    },
    stateOf(account: string, id: string) {
      const fault = faults.get(keyOf(account, id))
      return { pulling: jobs.has(keyOf(account, id)), ...(fault !== undefined && { fault }) }
    },
    stop(account: string, id: string): void {
      const key = keyOf(account, id)
      jobs.get(key)?.controller.abort()
      jobs.delete(key)
      faults.delete(key)
    },
    stopAll(): void {
      for (const { controller } of jobs.values()) controller.abort()
      jobs.clear()
    },
  }
}
