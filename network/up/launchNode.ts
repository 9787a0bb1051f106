import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { launchCommand } from './launchCommand.ts'
import type { Child } from './superviseNode.ts'

/** What a node process tells the one that started it. */
export const nodeMessageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ready'),
    rpcUrl: z.url(),
    chainId: z.int(),
    genesisHash: z.string(),
    head: z.int(),
    /** Where light clients begin; absent on a chain that is not ours. */
    anchor: z.record(z.string(), z.unknown()).optional(),
  }),
  /** It will not start, and starting it again would not help. */
  z.object({ kind: z.literal('refused'), message: z.string() }),
])
export type NodeMessage = z.infer<typeof nodeMessageSchema>

/** Starts `qood node`. */
export function launchNode(options: {
  argv: readonly string[]
  logPath: string
  onMessage: (message: NodeMessage) => void
}): Child {
  const { argv, logPath, onMessage } = options
  return launchCommand({
    argv: ['node', ...argv],
    logPath,
    onMessage: (message) => onMessage(nodeMessageSchema.parse(message)),
  })
}

/** Returns the last lines of the log. */
export function readLogTail(path: string, count: number): string[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-count)
}
