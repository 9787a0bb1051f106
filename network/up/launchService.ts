import { z } from 'zod'
import { launchCommand } from './launchCommand.ts'
import type { Child } from './superviseNode.ts'

/** Where a service answers, by purpose: `http`, `ws`, ... The page may talk to those that are web addresses. */
export type Endpoints = Readonly<Record<string, string>>

/** What a service tells the process that started it. */
export const serviceMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), endpoints: z.record(z.string(), z.string()) }),
  /** It will not start, and starting it again would not help. */
  z.object({ kind: z.literal('refused'), message: z.string() }),
])
export type ServiceMessage = z.infer<typeof serviceMessageSchema>

/** Starts `qood NAME ...`. */
export function launchService(options: {
  argv: readonly string[]
  logPath: string
  onMessage: (message: ServiceMessage) => void
}): Child {
  const { argv, logPath, onMessage } = options
  return launchCommand({ argv, logPath, onMessage: (message) => onMessage(serviceMessageSchema.parse(message)) })
}
