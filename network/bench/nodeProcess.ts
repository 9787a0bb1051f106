import { BaseError } from '../../lib/errors.ts'
import type { TurnTiming } from '../node/producer/createProducer.ts'
import { defaultNodeOptions, startNode } from '../node/startNode.ts'
import { createBenchGenesis } from './createBenchGenesis.ts'

/* One node of ours, in a process of its own, over a genesis that follows from the arguments. */
const [data, slots, producers] = process.argv.slice(2)
const timings: TurnTiming[] = []
const node = await startNode({
  ...defaultNodeOptions,
  data: data!,
  rpcPort: 0,
  genesis: await createBenchGenesis({ slots: Number(slots), producers: Number(producers) }),
  onFault: (error) => {
    console.error(error instanceof BaseError ? error.message : error)
    process.exit(1)
  },
  onTurn: (turn) => {
    if (turn.kind === 'block') timings.push(turn.timing)
  },
})

process.on('message', async (message: 'timings' | 'memory' | 'stop') => {
  if (message === 'timings') process.send!(timings.splice(0))
  if (message === 'memory') process.send!(process.memoryUsage.rss())
  if (message !== 'stop') return
  await node.stop()
  process.disconnect()
})
process.send!(node.rpcUrl)
