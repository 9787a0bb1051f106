import { join } from 'node:path'
import { BaseError } from '../../lib/errors.ts'
import { findLockHolder, type Lock, takeLock } from './takeLock.ts'

const name = 'lock'

/** Takes the lock of a data directory; throws when a living process holds it. */
export function lockDirectory(directory: string): Lock {
  const lock = takeLock(join(directory, name))
  if ('holder' in lock) throw new LockedDirectoryError(directory, lock.holder)
  return lock
}

/** Returns the id of the living process that holds the directory. */
export function findHolder(directory: string): number | undefined {
  return findLockHolder(join(directory, name))
}

export class LockedDirectoryError extends BaseError {
  override readonly name = 'Data.LockedDirectoryError'
  constructor(directory: string, pid: number | undefined) {
    const holder = pid === undefined ? 'Another process' : `Process ${pid}`
    super(`${holder} already runs a node on ${directory}. Stop it first, or name another directory with --data.`)
  }
}
