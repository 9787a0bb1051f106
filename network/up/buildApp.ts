import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { BaseError } from '../../lib/errors.ts'
import { bracketModules } from './bracketModules.ts'
import { settlePage } from './settlePage.ts'
import { takeLock } from './takeLock.ts'
import { anchorFile } from './writeAnchor.ts'

/*
 * The exported app in `out` is as old as what it was built from: a hash of those files lies beside it. Times of files
 * would not do; git sets them anew.
 */
const inputs = ['app', 'components', 'lib', 'workers', 'public', 'package-lock.json']
const configs = ['next.config.ts', 'postcss.config.mjs', 'tsconfig.json']

/** With the page /kit, which shows the primitives to whoever builds the app; or without, as users get it. */
export type Kit = 'with' | 'without' | 'either'

/** Returns what the environment asks for: tests set QOOD_KIT. */
export function kitOf(env: NodeJS.ProcessEnv, otherwise: Kit): Kit {
  return env.QOOD_KIT === '1' ? 'with' : otherwise
}

/** Builds the app when there is none or its sources have changed; returns whether it did. */
export async function buildApp(options: {
  root: string
  kit: Kit
  /** Called with each line that the build says. */
  onLine: (line: string) => void
  signal?: AbortSignal | undefined
  /** Writes what belongs to the app and is not committed; called before a build. */
  prepare?: (() => Promise<void>) | undefined
  /** How long to wait for another build of the same app. */
  retryMs?: number | undefined
}): Promise<boolean> {
  const { root, signal, onLine } = options
  const dueAt = Date.now() + buildTimeoutMs
  for (let told = false; ; told = true) {
    if (isBuilt(root, await hashInputs(root), options.kit)) return false
    // Two builds at once spoil each other's files; the first may be all that the second needs.
    const lock = takeLock(join(root, lockName))
    if ('release' in lock) {
      try {
        return await buildLocked(options)
      } finally {
        lock.release()
      }
    }
    if (Date.now() > dueAt) throw new BuildBusyError(lock.holder)
    if (!told) onLine(`Waiting for another build (process ${lock.holder ?? 'unknown'}) ...`)
    await delay(options.retryMs ?? 1_000, undefined, { signal })
  }
}

async function buildLocked({ root, kit, prepare, onLine, signal }: Parameters<typeof buildApp>[0]): Promise<boolean> {
  const hash = await hashInputs(root)
  if (isBuilt(root, hash, kit)) return false
  // A build that is cut short leaves no record of the one before it.
  rmSync(recordPath(root), { force: true })
  await prepare?.()
  const { exitCode, lines } = await runBuild(root, { kit, onLine, signal })
  if (exitCode !== 0) throw new BuildFailedError(lines.slice(-20))
  const out = join(root, 'out')
  await rewriteFiles(out, '.html', settlePage)
  await rewriteFiles(out, '.js', bracketModules)
  writeFileSync(recordPath(root), recordOf(hash, kit))
  return true
}

async function rewriteFiles(folder: string, ending: string, rewrite: (text: string) => string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith(ending)) continue
    const path = join(folder, name)
    const text = await readFile(path, 'utf8')
    await writeFile(path, rewrite(text))
  }
}

function isBuilt(root: string, hash: string, kit: Kit): boolean {
  if (!existsSync(join(root, 'out', 'index.html')) || !existsSync(recordPath(root))) return false
  const record = readFileSync(recordPath(root), 'utf8')
  const good: Kit[] = kit === 'either' ? ['with', 'without'] : [kit]
  return good.some((one) => recordOf(hash, one) === record)
}

function recordOf(hash: string, kit: Kit): string {
  return kit === 'with' ? `${hash} with the kit` : hash
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

async function runBuild(
  root: string,
  { kit, onLine, signal }: { kit: Kit; onLine: (line: string) => void; signal?: AbortSignal | undefined },
) {
  const next = createRequire(join(root, 'package.json')).resolve('next/dist/bin/next')
  const env = {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: 'production' as const,
    QOOD_KIT: kit === 'with' ? '1' : '',
  }
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
const lockName = '.build.lock'

export class BuildFailedError extends BaseError {
  override readonly name = 'Up.BuildFailedError'
  constructor(lines: readonly string[]) {
    super('The app could not be built; its last words:', { metaMessages: lines })
  }
}

export class BuildBusyError extends BaseError {
  override readonly name = 'Up.BuildBusyError'
  constructor(holder: number | undefined) {
    const who = holder === undefined ? 'another process' : `process ${holder}`
    super(`Expected the other build to end within ${buildTimeoutMs / 60_000} minutes, found ${who} still building.`)
  }
}
