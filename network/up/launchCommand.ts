import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Child } from './superviseNode.ts'

/** Starts `qood ...` in a process group of its own, so that Ctrl-C reaches us first; its words go to the log. */
export function launchCommand(options: {
  argv: readonly string[]
  logPath: string
  onMessage: (message: unknown) => void
}): Child {
  const log = openLog(options.logPath)
  const qood = fileURLToPath(new URL('../qood.ts', import.meta.url))
  const child = spawn(process.execPath, [qood, ...options.argv], {
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  child.on('message', options.onMessage)
  const { promise: exited, resolve } = Promise.withResolvers<string>()
  child.on('error', (error) => resolve(error.message))
  child.on('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`))
  return { exited, stop: () => void child.kill('SIGTERM'), kill: () => void child.kill('SIGKILL') }
}

function openLog(path: string): number {
  mkdirSync(join(path, '..'), { recursive: true })
  if (existsSync(path) && statSync(path).size > maxLogBytes) renameSync(path, `${path}.1`)
  return openSync(path, 'a')
}

const maxLogBytes = 10_000_000
