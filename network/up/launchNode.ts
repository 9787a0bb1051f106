import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Child } from './superviseNode.ts'

/** What a node process tells the one that started it. */
export const nodeMessageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ready'),
    rpcUrl: z.url(),
    chainId: z.int(),
    genesisHash: z.string(),
    head: z.int(),
  }),
  /** It will not start, and starting it again would not help. */
  z.object({ kind: z.literal('refused'), message: z.string() }),
])
export type NodeMessage = z.infer<typeof nodeMessageSchema>

/** Starts `qood node` in a process group of its own, so that Ctrl-C reaches us first; its words go to the log. */
export function launchNode(options: {
  argv: readonly string[]
  logPath: string
  onMessage: (message: NodeMessage) => void
}): Child {
  const log = openLog(options.logPath)
  const qood = fileURLToPath(new URL('../qood.ts', import.meta.url))
  const child = spawn(process.execPath, [qood, 'node', ...options.argv], {
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  child.on('message', (message) => options.onMessage(nodeMessageSchema.parse(message)))
  const { promise: exited, resolve } = Promise.withResolvers<string>()
  child.on('error', (error) => resolve(error.message))
  child.on('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`))
  return { exited, stop: () => void child.kill('SIGTERM'), kill: () => void child.kill('SIGKILL') }
}

/** Returns the last lines of the log. */
export function readLogTail(path: string, count: number): string[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-count)
}

function openLog(path: string): number {
  mkdirSync(join(path, '..'), { recursive: true })
  if (existsSync(path) && statSync(path).size > maxLogBytes) renameSync(path, `${path}.1`)
  return openSync(path, 'a')
}

const maxLogBytes = 10_000_000
