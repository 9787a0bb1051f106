import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { BaseError } from '../../lib/errors.ts'
import { anchorFile } from './writeAnchor.ts'

/*
 * The exported app in `out` is as old as what it was built from: a hash of those files lies beside it. Times of files
 * would not do; git sets them anew.
 */
const inputs = ['app', 'components', 'lib', 'workers', 'public', 'package-lock.json']
const configs = ['next.config.ts', 'postcss.config.mjs', 'tsconfig.json']

/** Builds the app when there is none or its sources have changed; returns whether it did. */
export async function buildApp(options: {
  root: string
  /** Called with each line that the build says. */
  onLine: (line: string) => void
  signal?: AbortSignal | undefined
  /** Writes what belongs to the app and is not committed; called before a build. */
  prepare?: (() => Promise<void>) | undefined
  /** How long to wait for another build of the same app. */
  retryMs?: number | undefined
}): Promise<boolean> {
  const { root, onLine, signal } = options
  const dueAt = Date.now() + buildTimeoutMs
  for (;;) {
    const hash = await hashInputs(root)
    if (existsSync(join(root, 'out', 'index.html')) && readRecord(root) === hash) return false
    await options.prepare?.()
    const { exitCode, lines } = await runBuild(root, onLine, signal)
    if (exitCode === 0) {
      writeFileSync(recordPath(root), hash)
      return true
    }
    // Two builds at once would spoil each other's files, so Next refuses the second; the first may be all we need.
    const isBusy = lines.some((line) => line.includes('Another next build process'))
    if (!isBusy || Date.now() > dueAt) throw new BuildFailedError(lines.slice(-20))
    await delay(options.retryMs ?? 2_000, undefined, { signal })
  }
}

/** Returns a hash of all that the app is built from; tests are not. */
export async function hashInputs(root: string): Promise<string> {
  const hash = createHash('sha256')
  for (const path of await listInputs(root)) {
    const bytes = await readFile(join(root, path))
    hash.update(`${path} ${bytes.length}\n`).update(bytes)
  }
  return hash.digest('hex')
}

async function listInputs(root: string): Promise<string[]> {
  const paths: string[] = []
  for (const input of [...inputs, ...configs]) {
    const found = await readdir(join(root, input), { recursive: true, withFileTypes: true }).catch(ignoreMissing)
    if (!found) paths.push(input)
    else
      for (const file of found) if (file.isFile()) paths.push(join(file.parentPath, file.name).slice(root.length + 1))
  }
  return paths
    .filter(
      (path) =>
        existsSync(join(root, path)) && path !== anchorFile && !/\.(test|bench)\.tsx?$|[/\\]fixtures[/\\]/.test(path),
    )
    .sort()
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
}

function recordPath(root: string): string {
  return join(root, '.next', 'qood-inputs')
}

function readRecord(root: string): string | undefined {
  return existsSync(recordPath(root)) ? readFileSync(recordPath(root), 'utf8') : undefined
}

async function runBuild(root: string, onLine: (line: string) => void, signal?: AbortSignal) {
  const next = createRequire(join(root, 'package.json')).resolve('next/dist/bin/next')
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' as const }
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: buildTimeoutMs,
    ...(signal && { signal }),
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      for (const line of chunk.split('\n').filter((text) => text.trim() !== '')) {
        lines.push(line)
        onLine(line)
      }
    })
  }
  const [exitCode] = await once(child, 'close')
  return { exitCode, lines }
}

const buildTimeoutMs = 600_000

export class BuildFailedError extends BaseError {
  override readonly name = 'Up.BuildFailedError'
  constructor(lines: readonly string[]) {
    super('The app could not be built; its last words:', { metaMessages: lines })
  }
}
