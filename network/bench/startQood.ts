import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TurnTiming } from '../node/producer/createProducer.ts'
import { forkProcess } from './forkProcess.ts'
import type { Target } from './Target.ts'

/** Starts a node of ours over a fresh directory, or over one that holds the same genesis already. */
export async function startQood(options: { slots: number; producers?: number; data?: string }): Promise<Target> {
  const scratch = options.data ?? (await mkdtemp(join(tmpdir(), 'qood-bench-')))
  const node = forkProcess('./nodeProcess.ts', [scratch, `${options.slots}`, `${options.producers ?? 25}`])
  const url = await node.next<string>()
  return {
    name: 'QoodBlock',
    url,
    pid: node.pid,
    timings: () => node.ask<TurnTiming[]>('timings'),
    async stop() {
      node.send('stop')
      await node.ended
      if (!options.data) await rm(scratch, { recursive: true, force: true })
    },
  }
}
