import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/*
 * One process at a time. A lock names its holder by process id and, where the system tells it, by the moment the process
 * started, since ids are used again. A lock whose holder is gone is taken over.
 */
export type Lock = { release: () => void }

/** Takes the lock, or returns the living process that holds it, as far as it is known. */
export function takeLock(path: string): Lock | { holder: number | undefined } {
  const mine = `${process.pid} ${startOf(process.pid) ?? ''}\n`
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, mine)
  try {
    for (let attempt = 0; !tryLink(draft, path); attempt++) {
      const holder = findLockHolder(path)
      if (holder !== undefined || attempt === maxAttempts) return { holder }
      removeStale(path)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  return {
    release() {
      if (readLock(path) === mine) rmSync(path, { force: true })
    },
  }
}

/** Returns the id of the living process that holds the lock. */
export function findLockHolder(path: string): number | undefined {
  const text = readLock(path)
  return text === undefined ? undefined : livingHolder(text)
}

/** Link, not write: the lock appears with its content, or not at all. */
function tryLink(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Two processes may find the same stale lock. Moving it away first shows whether it still is the stale one. */
function removeStale(path: string): void {
  const aside = `${path}.${process.pid}.stale`
  try {
    renameSync(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const text = readLock(aside)
  if (text !== undefined && livingHolder(text) !== undefined) tryLink(aside, path)
  rmSync(aside, { force: true })
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function livingHolder(text: string): number | undefined {
  const [pid, start] = text.trim().split(' ')
  const id = Number(pid)
  if (!Number.isSafeInteger(id) || id <= 0 || !isAlive(id)) return undefined
  return start && startOf(id) !== start ? undefined : id
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Field 22 of /proc/<pid>/stat, in ticks since boot; unknown outside Linux. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}

const maxAttempts = 5
