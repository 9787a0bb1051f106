import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { BaseError } from '../../lib/errors.ts'
import { findHolder } from './lockDirectory.ts'

/*
 * Everything of one chain lives in one directory. A marker file says that it is ours: without it nothing is written
 * into a directory that holds something, and nothing is ever deleted.
 */
const marker = 'qood.json'
const format = 1

/** Creates the data directory, or checks that the one that is there is ours; returns its absolute path. */
export function openDataDirectory(path: string): string {
  const directory = resolve(path)
  const state = inspect(directory)
  if (state === 'foreign') throw new ForeignDirectoryError(directory)
  if (state === 'ours') return directory
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const text = JSON.stringify({ what: 'data of a QoodBlock node', format })
  writeFileSync(join(directory, marker), `${text}\n`)
  return directory
}

/** Deletes the data directory; returns whether there was one. Throws when it is not ours or a node runs on it. */
export function resetDataDirectory(path: string): boolean {
  const directory = resolve(path)
  const state = inspect(directory)
  if (state === 'foreign') throw new ForeignDirectoryError(directory)
  if (state === 'absent') return false
  const holder = findHolder(directory)
  if (holder !== undefined) throw new DirectoryInUseError(directory, holder)
  // The marker goes last: if this is interrupted, the rest can still be deleted.
  for (const entry of readdirSync(directory)) {
    if (entry !== marker) rmSync(join(directory, entry), { recursive: true, force: true })
  }
  rmSync(directory, { recursive: true, force: true })
  return true
}

function inspect(directory: string): 'absent' | 'ours' | 'foreign' {
  if (!existsSync(directory)) return 'absent'
  const entries = listEntries(directory)
  if (entries?.length === 0) return 'absent'
  if (!entries?.includes(marker)) return 'foreign'
  const found = readFormat(join(directory, marker))
  if (found !== format) throw new UnknownFormatError(directory, found)
  return 'ours'
}

function listEntries(directory: string): string[] | undefined {
  try {
    return readdirSync(directory)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined
    throw error
  }
}

function readFormat(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).format
  } catch {
    return undefined
  }
}

export class ForeignDirectoryError extends BaseError {
  override readonly name = 'Data.ForeignDirectoryError'
  constructor(directory: string) {
    super(`${directory} holds something that is not a QoodBlock chain; nothing was touched. Name another with --data.`)
  }
}

export class UnknownFormatError extends BaseError {
  override readonly name = 'Data.UnknownFormatError'
  constructor(directory: string, found: unknown) {
    super(
      `Expected data of format ${format} in ${directory}, found ${JSON.stringify(found) ?? 'none'}. ` +
        'Another version of this program wrote it; name another directory with --data.',
    )
  }
}

export class DirectoryInUseError extends BaseError {
  override readonly name = 'Data.DirectoryInUseError'
  constructor(directory: string, pid: number) {
    super(`A node (process ${pid}) runs on ${directory}. Stop it first, or name another directory with --data.`)
  }
}
