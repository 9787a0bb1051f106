import { z } from 'zod'
import { callControl, controlPath } from '../node/control.ts'
import { type Command, parseCommand, parseInteger, UsageError } from './Command.ts'

const usage = `Usage: qood clock ahead SECONDS [--data DIR]

Moves the clock of the development chain on this data directory (default .qood) ahead, so that the deadlines of orders,
votes and disputes pass without waiting. It cannot be moved back.`

export const clockCommand: Command = {
  name: 'clock',
  summary: 'Move the clock of the development chain ahead, so that deadlines pass',
  usage,
  async run(argv) {
    const { values, positionals } = parseCommand(argv, { data: { type: 'string', default: '.qood' } }, 2)
    const [verb, word = ''] = positionals
    if (verb !== 'ahead') throw new UsageError(`Expected\n${usage}\n`)
    const seconds = parseInteger('SECONDS', word, 1, 31_536_000)
    const aheadMs = z
      .number()
      .parse(await callControl(controlPath(values.data), { method: 'skipTime', params: { seconds } }))
    console.log(`The clock of the chain is ${Math.round(aheadMs / 1_000)} seconds ahead.`)
    return 0
  },
}
