import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { callControl, controlPath } from '../node/control.ts'
import { formatTable } from '../up/formatTable.ts'
import { type Command, parseCommand } from './Command.ts'

const usage = `Usage: qood status [--data DIR] [--json]

Shows what the node on this data directory (default .qood) is doing.`

export const producerSchema = z.object({
  index: z.int(),
  address: z.string(),
  isRunning: z.boolean(),
  blocks: z.int(),
  missed: z.int(),
})

const statusSchema = z.object({
  chainId: z.int(),
  genesisHash: z.string(),
  head: z.object({ number: z.int(), hash: z.string(), timestamp: z.int(), miner: z.string() }),
  waiting: z.object({ running: z.int(), quorum: z.int() }).nullish(),
  pool: z.object({ pending: z.int(), queued: z.int() }),
  producers: z.array(producerSchema),
  rpcUrl: z.string(),
  pid: z.int(),
  upSeconds: z.int(),
})
export type Status = z.infer<typeof statusSchema>

export const statusCommand: Command = {
  name: 'status',
  summary: 'Show what the node is doing: head, finality, producers, pool, size',
  usage,
  async run(argv) {
    const { values } = parseCommand(argv, { data: { type: 'string', default: '.qood' }, json: { type: 'boolean' } })
    const status = await readStatus(values.data)
    const dataBytes = await sizeOf(resolve(values.data))
    if (values.json) console.log(JSON.stringify({ ...status, dataBytes }))
    else console.log(formatStatus(status, dataBytes, Date.now()))
    return 0
  },
}

/** Returns what the node on the data directory says of itself. */
export async function readStatus(data: string): Promise<Status> {
  return statusSchema.parse(await callControl(controlPath(data), { method: 'status' }))
}

/** Returns the status for a person. */
export function formatStatus(status: Status, dataBytes: number, now: number): string {
  const { head, waiting, pool, producers } = status
  const running = producers.filter((producer) => producer.isRunning).length
  const age = Math.max(0, Math.round(now / 1_000) - head.timestamp)
  const finality = waiting
    ? `waits: ${waiting.running} producers run, ${waiting.quorum} must seal`
    : 'each block is final'
  const table = formatTable([
    ['Head', `${head.number}  ${head.hash}`],
    ['Age', `${age} s`],
    ['Finality', finality],
    ['Chain', `${status.chainId}  genesis ${status.genesisHash}`],
    ['JSON-RPC', status.rpcUrl],
    ['Pool', `${pool.pending} pending, ${pool.queued} queued`],
    ['Producers', `${running} of ${producers.length} running`],
    ['Data', `${(dataBytes / 1e6).toFixed(1)} MB`],
    ['Process', `${status.pid}, up ${status.upSeconds} s`],
  ])
  return producers.length === 0 ? table : `${table}\n${formatProducers(producers)}`
}

/** Returns a line for each producer. */
export function formatProducers(producers: Status['producers']): string {
  return producers
    .map(({ index, address, isRunning, blocks, missed }) => {
      const state = isRunning ? 'running' : 'stopped'
      return `${String(index).padStart(4)}  ${address}  ${state}  ${blocks} blocks, ${missed} missed`
    })
    .join('\n')
}

/** The store is a sparse file: what counts is what it takes on the disk. */
async function sizeOf(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ blocks, size }) => (blocks === undefined ? size : blocks * 512),
        () => 0,
      ),
    )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
