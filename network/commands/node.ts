import { z } from 'zod'
import type { Address } from '../../lib/bytes/hex.ts'
import { BaseError } from '../../lib/errors.ts'
import { monotonicNow } from '../monotonicNow.ts'
import { controlPath, startControl } from '../node/control.ts'
import { createWarnings } from '../node/createWarnings.ts'
import { defaultNodeOptions, type Node, startNode } from '../node/startNode.ts'
import { openDataDirectory } from '../up/dataDirectory.ts'
import type { NodeMessage } from '../up/launchNode.ts'
import { lockDirectory } from '../up/lockDirectory.ts'
import { checkPorts } from '../up/ports.ts'
import { stopSignal } from '../up/stopSignal.ts'
import { type Command, parseCommand, parseInteger, UsageError } from './Command.ts'

const usage = `Usage: qood node [options]

Runs the node alone: chain, producers and JSON-RPC, until Ctrl-C.

  --data DIR            where the chain lies (default .qood)
  --rpc-port N          port of JSON-RPC on 127.0.0.1, 0 for any free one (default QOOD_RPC_PORT or 8545)
  --slot-ms N           time between two blocks with work in them (default ${defaultNodeOptions.slotMs})
  --heartbeat-ms N      time between two blocks without (default ${defaultNodeOptions.heartbeatMs})
  --state-window N      how many states to keep (default ${defaultNodeOptions.stateWindow})
  --archive             keep every state
  --genesis FILE --import FILE
                        serve this Ethereum chain (geth's genesis, RLP blocks) in an empty data directory; read only`

const timeSchema = z.object({ seconds: z.int().min(1).max(31_536_000) })
const addressSchema = z.custom<Address>((value) => typeof value === 'string' && /^0x[0-9a-f]{40}$/.test(value))
const sponsorSchema = z.object({ account: addressSchema, sponsor: addressSchema.nullable() })
const producerSchema = z.object({ index: z.int().min(0).max(1_000), isRunning: z.boolean() })

export const nodeCommand: Command = {
  name: 'node',
  summary: 'Run the node alone: chain, producers and JSON-RPC',
  usage,
  async run(argv) {
    const options = parseOptions(argv)
    try {
      return await runNode(options)
    } catch (error) {
      if (error instanceof BaseError) tellParent({ kind: 'refused', message: error.message })
      throw error
    }
  },
}

type Options = ReturnType<typeof parseOptions>

function parseOptions(argv: readonly string[]) {
  const { values } = parseCommand(argv, {
    data: { type: 'string', default: '.qood' },
    'rpc-port': { type: 'string', default: process.env.QOOD_RPC_PORT || String(defaultNodeOptions.rpcPort) },
    'slot-ms': { type: 'string', default: String(defaultNodeOptions.slotMs) },
    'heartbeat-ms': { type: 'string', default: String(defaultNodeOptions.heartbeatMs) },
    'state-window': { type: 'string', default: String(defaultNodeOptions.stateWindow) },
    archive: { type: 'boolean', default: false },
    genesis: { type: 'string' },
    import: { type: 'string' },
  })
  const { genesis: genesisPath, import: chainPath } = values
  if ((genesisPath === undefined) !== (chainPath === undefined)) {
    throw new UsageError('Expected --genesis and --import together, found one of them')
  }
  return {
    data: values.data,
    rpcPort: parseInteger('--rpc-port', values['rpc-port'], 0, 65_535),
    slotMs: parseInteger('--slot-ms', values['slot-ms'], 20, 60_000),
    heartbeatMs: parseInteger('--heartbeat-ms', values['heartbeat-ms'], 20, 3_600_000),
    stateWindow: values.archive ? 0 : parseInteger('--state-window', values['state-window'], 64, 1_000_000_000),
    imported: genesisPath && chainPath ? { genesisPath, chainPath } : undefined,
  }
}

async function runNode(options: Options): Promise<number> {
  const data = openDataDirectory(options.data)
  const lock = lockDirectory(data)
  const { promise: ended, resolve: end } = Promise.withResolvers<{ code: number; why: string }>()
  void stopSignal(() => process.exit(130)).then((signal) => end({ code: 0, why: signal }))
  if (process.send) process.once('disconnect', () => end({ code: 0, why: 'the process that started it is gone' }))
  const onFault = (error: unknown) => end({ code: 1, why: wordsOf(error) })
  try {
    await checkPorts({ rpc: options.rpcPort })
    const write = (line: string) => console.log(`${new Date().toISOString()} ${line}`)
    const onWarning = createWarnings({ write, now: monotonicNow })
    const node = await startNode({ ...options, data, onFault, onWarning })
    const shutdown = () => void setImmediate(end, { code: 0, why: 'qood' })
    const control = await startControl({ path: controlPath(data), handlers: createHandlers(node, shutdown) })
    announce(node)
    const { code, why } = await ended
    console.log(`${new Date().toISOString()} stopping: ${why}`)
    setTimeout(() => process.exit(1), stopMs).unref()
    await control.stop()
    await node.stop()
    return code
  } finally {
    lock.release()
    // The channel to the process that started this one would keep it alive.
    if (process.connected) process.disconnect()
  }
}

function createHandlers(node: Node, shutdown: () => void) {
  return {
    status: () => ({
      ...node.status(),
      rpcUrl: node.rpcUrl,
      pid: process.pid,
      upSeconds: Math.floor(process.uptime()),
    }),
    setProducer: (params: unknown) => {
      const { index, isRunning } = producerSchema.parse(params)
      return node.setProducer(index, isRunning)
    },
    skipTime: (params: unknown) => node.skipTime(timeSchema.parse(params).seconds * 1_000),
    sponsors: () => Object.fromEntries(node.sponsors.map),
    setSponsor: (params: unknown) => {
      const { account, sponsor } = sponsorSchema.parse(params)
      node.sponsors.set(account, sponsor ?? undefined)
      return node.sponsors.map.size
    },
    shutdown,
  }
}

function announce(node: Node): void {
  const { chainId, genesisHash, head } = node.status()
  tellParent({ kind: 'ready', rpcUrl: node.rpcUrl, chainId, genesisHash, head: head.number, anchor: node.anchor })
  console.log(`${new Date().toISOString()} ready: ${node.rpcUrl} chain ${chainId} head ${head.number} ${head.hash}`)
}

function tellParent(message: NodeMessage): void {
  if (process.connected) process.send?.(message)
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

const stopMs = 15_000
