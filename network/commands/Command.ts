import { type ParseArgsConfig, parseArgs } from 'node:util'
import { BaseError } from '../../lib/errors.ts'

/** A word after `qood`. `run` returns the exit code: 0 done, 1 failed, 2 not understood. */
export type Command = {
  name: string
  summary: string
  /** What `--help` prints. */
  usage: string
  run(argv: readonly string[]): Promise<number>
}

type Options = NonNullable<ParseArgsConfig['options']>

/** Returns the options and words of a command line; throws when there is one that the command does not know. */
export function parseCommand<const T extends Options>(argv: readonly string[], options: T, maxWords = 0) {
  try {
    const parsed = parseArgs({ args: [...argv], options, allowPositionals: maxWords > 0, strict: true })
    if (parsed.positionals.length > maxWords) throw new Error(`too many words: ${parsed.positionals.join(' ')}`)
    return parsed
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

/** Returns the whole number that an option names, within the bounds. */
export function parseInteger(option: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (!/^\d{1,15}$/.test(text) || value < min || value > max) {
    throw new UsageError(`Expected ${option} to be a whole number from ${min} to ${max}, found "${text}"`)
  }
  return value
}

export class UsageError extends BaseError {
  override readonly name = 'Command.UsageError'
  constructor(found: string) {
    super(`${found.replace(/\.$/, '')}.`)
  }
}
