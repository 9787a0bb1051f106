import { resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { resetDataDirectory } from '../up/dataDirectory.ts'
import { type Command, parseCommand, UsageError } from './Command.ts'

const usage = `Usage: qood reset [--data DIR] [--yes]

Deletes the chain in the data directory (default .qood), so that the next start begins with block 0. Asks first, unless
told --yes. Refuses while a node runs there, and on a directory that is not one of ours.`

export const resetCommand: Command = {
  name: 'reset',
  summary: 'Delete the chain and begin with block 0 at the next start',
  usage,
  async run(argv) {
    const { values } = parseCommand(argv, { data: { type: 'string', default: '.qood' }, yes: { type: 'boolean' } })
    if (!values.yes && !(await confirmReset(values.data))) {
      console.log('Nothing was deleted.')
      return 1
    }
    console.log(resetDataDirectory(values.data) ? 'The chain is deleted.' : 'There was no chain to delete.')
    return 0
  },
}

/** Asks on the terminal whether the chain may go. */
export async function confirmReset(data: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError('Expected --yes, because there is no terminal to ask on')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    const answer = await terminal.question(`Delete the chain in ${resolve(data)} for good? [y/N] `, {
      signal: AbortSignal.timeout(askTimeoutMs),
    })
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    terminal.close()
  }
}

const askTimeoutMs = 300_000
