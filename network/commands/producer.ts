import { callControl, controlPath } from '../node/control.ts'
import { type Command, parseCommand, parseInteger, UsageError } from './Command.ts'
import { formatProducers, producerSchema, readStatus } from './status.ts'

const usage = `Usage: qood producer list [--data DIR]
       qood producer stop N [N ...] [--data DIR]
       qood producer start N [N ...] [--data DIR]

Lists the producers of the node on this data directory (default .qood), or stops and starts some of them. With 15 of
21 running each block is final; with fewer the chain waits, and goes on when enough of them run again.`

export const producerCommand: Command = {
  name: 'producer',
  summary: 'List, stop and start the producers of the chain one by one',
  usage,
  async run(argv) {
    const { values, positionals } = parseCommand(argv, { data: { type: 'string', default: '.qood' } }, 100)
    const [verb, ...words] = positionals
    if (verb === 'list' && words.length === 0) {
      const { producers } = await readStatus(values.data)
      console.log(producers.length > 0 ? formatProducers(producers) : 'This chain has no producers: it was imported.')
      return 0
    }
    if ((verb !== 'start' && verb !== 'stop') || words.length === 0) throw new UsageError(`Expected\n${usage}\n`)
    for (const word of words) await setProducer(values.data, parseInteger('the producer', word, 0, 1_000), verb)
    return 0
  },
}

async function setProducer(data: string, index: number, verb: 'start' | 'stop'): Promise<void> {
  const params = { index, isRunning: verb === 'start' }
  const answer = await callControl(controlPath(data), { method: 'setProducer', params })
  console.log(formatProducers([producerSchema.parse(answer)]))
}
