import { setTimeout as delay } from 'node:timers/promises'

/** A running process: `exited` resolves when it ends, with the reason in words. */
export type Child = { exited: Promise<string>; stop: () => void; kill: () => void }

export type SupervisorOptions = {
  launch: () => Child
  onDeath: (reason: string, restartInMs: number) => void
  onGiveUp: (reason: string) => void
  now: () => number
  /** Before the first new start; doubles with each death in the last minute. */
  backOffMs: number
  /** How long a process may take to stop before it is killed. */
  stopMs: number
}

const windowMs = 60_000
const maxDeaths = 3

/** Starts a process and starts it again when it dies; the third death within a minute is the last. */
export function superviseNode(options: SupervisorOptions): { stop(): Promise<void>; kill(): void } {
  const halt = new AbortController()
  let child: Child | undefined
  let deaths: number[] = []

  async function run(): Promise<void> {
    while (!halt.signal.aborted) {
      child = options.launch()
      const reason = await child.exited
      child = undefined
      if (halt.signal.aborted) return
      const now = options.now()
      deaths = [...deaths.filter((at) => now - at < windowMs), now]
      if (deaths.length >= maxDeaths) return options.onGiveUp(reason)
      const waitMs = options.backOffMs * 2 ** (deaths.length - 1)
      options.onDeath(reason, waitMs)
      await delay(waitMs, undefined, { signal: halt.signal }).catch(() => {})
    }
  }

  const running = run()
  return {
    async stop() {
      halt.abort()
      const stopping = child
      if (stopping) {
        const timer = setTimeout(stopping.kill, options.stopMs)
        stopping.stop()
        await stopping.exited
        clearTimeout(timer)
      }
      await running
    },
    kill() {
      halt.abort()
      child?.kill()
    },
  }
}
