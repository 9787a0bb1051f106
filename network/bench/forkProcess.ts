import { fork } from 'node:child_process'
import { once } from 'node:events'

export type Forked = {
  pid: number
  /** Sends a message and resolves to the next one that comes back. */
  ask<Reply>(message: unknown): Promise<Reply>
  next<Reply>(): Promise<Reply>
  send(message: unknown): void
  kill(): Promise<void>
  ended: Promise<unknown>
}

/** Starts a module of this folder in a process of its own. A process that dies rejects whoever waits for it. */
export function forkProcess(module: string, args: readonly string[] = []): Forked {
  const child = fork(new URL(module, import.meta.url), args, {
    execArgv: ['--expose-gc', '--max-old-space-size=8192'],
    serialization: 'advanced',
  })
  const ended = once(child, 'exit')
  const next = async <Reply>(): Promise<Reply> => {
    const died = ended.then(([code]) => {
      throw new Error(`${module} ended with code ${code}`)
    })
    const [reply] = await Promise.race([once(child, 'message'), died])
    return reply as Reply
  }
  return {
    pid: child.pid!,
    next,
    ask<Reply>(message: unknown) {
      const reply = next<Reply>()
      child.send(message as never)
      return reply
    },
    send: (message) => child.send(message as never),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    ended,
  }
}
