/** A parameter of service 01 and how often to ask for it; `hz` of 0 means as often as can be. */
export type PollSignal = { pid: string; hz: number }

type Entry = { pid: string; everyMs: number; dueMs: number; misses: number }

/** Returns which parameters to ask for next: those that are overdue most, as many as fit into one request. */
export function createPollPlan(signals: readonly PollSignal[], { join, startMs }: { join: number; startMs: number }) {
  let width = join
  const entries: Entry[] = signals.map(({ pid, hz }) => ({
    pid: pid.toUpperCase(),
    everyMs: hz > 0 ? 1000 / hz : 0,
    dueMs: startMs,
    misses: 0,
  }))

  return {
    /** Returns the parameters of the next request; none when nothing is due. */
    take(nowMs: number): string[] {
      const due = entries.filter((entry) => entry.dueMs <= nowMs).sort((a, b) => a.dueMs - b.dueMs)
      const taken = due.slice(0, width)
      for (const entry of taken) {
        entry.misses = Math.max(0, entry.misses - 1)
        // Rates hold on the average: what is a little late does not push the next one back.
        entry.dueMs = Math.max(entry.dueMs + entry.everyMs, nowMs - entry.everyMs)
        if (entry.everyMs === 0) entry.dueMs = nowMs
      }
      return taken.map(({ pid }) => pid)
    },
    /** Returns how long until something is due. */
    waitMs(nowMs: number): number {
      const next = Math.min(...entries.map(({ dueMs }) => dueMs))
      return Math.max(1, Math.min(1000, next - nowMs))
    },
    /** Notes that the car did not answer; the parameter is asked for less often while that lasts. */
    miss(pid: string, nowMs: number): void {
      const entry = entries.find((each) => each.pid === pid)
      if (!entry) return
      entry.misses = Math.min(entry.misses + 2, 12)
      if (entry.misses > 3) entry.dueMs = nowMs + Math.min(10_000, 100 * 2 ** (entry.misses / 2))
    },
    /** From now on fewer parameters in one request. */
    narrow(): void {
      width = Math.max(1, Math.floor(width / 2))
    },
  }
}
