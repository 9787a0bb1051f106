import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { BaseError } from '../../lib/errors.ts'
import type { Source } from './Source.ts'

const figures = z.record(z.string(), z.number().positive())

/** Returns a source that reads a JSON file of figures by feed name, anew each time: whoever keeps it up to date feeds the oracle. */
export function createFileSource(path: string): Source {
  return {
    name: 'file',
    async read(feed) {
      return (await readFigures(path))[feed.name]
    },
  }
}

async function readFigures(path: string): Promise<Readonly<Record<string, number>>> {
  try {
    return figures.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    throw new FileSourceError(path, error)
  }
}

export class FileSourceError extends BaseError {
  override readonly name = 'Oracle.FileSourceError'
  constructor(path: string, cause: unknown) {
    super(`Expected ${path} to hold positive numbers by feed name, such as {"EUR / USD": 1.08}.`, { cause })
  }
}
