/** Fetches a block from connected peers into the block files. */
export type Pull = (cid: string, signal: AbortSignal) => Promise<void>

type Job = { controller: AbortController; running: boolean; fault?: string | undefined }
type Options = {
  pull: Pull | undefined
  /** CIDs that a lease still misses. */
  wanted: (account: string, id: string) => string[]
  /** A block has come; throws when it cannot stay. */
  arrive: (cid: string, account: string) => Promise<void>
  /** A block that did not stay may have left its file. */
  discard: (cid: string) => Promise<void>
}

const atATime = 16
const blockTimeoutMs = 30_000

/** Returns what fetches the missing blocks of leases, one lease after the other wish, each once at a time. */
export function createPuller({ pull, wanted, arrive, discard }: Options) {
  const jobs = new Map<string, Job>()
  const fetchers = new Map<string, number>()
  const keyOf = (account: string, id: string) => `${account} ${id}`

  async function run(account: string, id: string, job: Job): Promise<void> {
    const queue = wanted(account, id)
    const { signal } = job.controller
    const work = async () => {
      for (let cid = queue.pop(); cid !== undefined && !signal.aborted; cid = queue.pop()) {
        await fetchOne(cid, account, AbortSignal.any([signal, AbortSignal.timeout(blockTimeoutMs)]))
      }
    }
    try {
      await Promise.all(Array.from({ length: atATime }, work))
      if (wanted(account, id).length > 0 && !signal.aborted) return await run(account, id, job)
    } catch (error) {
      // One block that nobody gives is no reason to wait as long for each of the others.
      job.controller.abort()
      job.fault = (error as Error).message
    }
    job.running = false
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

  return {
    start(account: string, id: string): void {
      const key = keyOf(account, id)
      if (!pull || jobs.get(key)?.running) return
      const job: Job = { controller: new AbortController(), running: true }
      jobs.set(key, job)
      void run(account, id, job)
    },
    stateOf(account: string, id: string) {
      const job = jobs.get(keyOf(account, id))
      return { pulling: job?.running ?? false, ...(job?.fault !== undefined && { fault: job.fault }) }
    },
    stop: (account: string, id: string) => jobs.get(keyOf(account, id))?.controller.abort(),
    stopAll(): void {
      for (const { controller } of jobs.values()) controller.abort()
    },
  }
}
