import { setTimeout as delay } from 'node:timers/promises'
import { createPublicClient, http, parseUnits } from 'viem'
import type { OracleFeed } from '../../lib/appraisal/oracleFeeds.ts'
import type { Hex } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { oracleAbi } from '../../lib/contracts/Oracle.ts'
import { createSender, type Sender } from './createSender.ts'
import type { Source } from './Source.ts'

export type Feeder = { privateKey: Hex; source: Source }

export type OracleOptions = {
  rpcUrl: string
  feeders: readonly Feeder[]
  feeds: readonly OracleFeed[]
  /** Between two looks at the sources. */
  everyMs: number
  now: () => number
  log: (line: string) => void
}

/** A report is made again when the figure has moved by a thousandth, or before the old report stops counting. */
const movedBy = 0.001
const renewSeconds = 12 * 3_600

/** Starts feeders that report what their sources say, each with its own account, until stopped. */
export function startOracle(options: OracleOptions): { stop(): Promise<void> } {
  const client = createPublicClient({ transport: http(options.rpcUrl, { timeout: 8_000 }) })
  const halt = new AbortController()
  const senders = options.feeders.map(({ privateKey }) => createSender({ rpcUrl: options.rpcUrl, privateKey }))
  const { oracle: address } = systemContracts

  async function round(): Promise<void> {
    await Promise.all(options.feeders.map((feeder, index) => reportAll(feeder, senders[index]!)))
    for (const feed of options.feeds) if (!halt.signal.aborted) await setBase(feed, senders[0]!)
  }

  async function reportAll({ source }: Feeder, sender: Sender): Promise<void> {
    for (const feed of options.feeds) {
      if (halt.signal.aborted) return
      await reportOne(feed, source, sender).catch((error: Error) => tell(`${sender.address} on ${feed.name}`, error))
    }
  }

  async function reportOne(feed: OracleFeed, source: Source, sender: Sender): Promise<void> {
    const figure = await source.read(feed, halt.signal)
    if (figure === undefined) return
    const value = parseUnits(figure.toFixed(6), 18)
    const args = [feed.id, sender.address] as const
    const known = await client.readContract({ address, abi: oracleAbi, functionName: 'reportOf', args })
    if (!isDue(known, value, options.now() / 1_000)) return
    await sender.send({ address, abi: oracleAbi, functionName: 'report', args: [feed.id, value] })
  }

  /** The price from which a model's index is measured is fixed as soon as there is one. */
  async function setBase(feed: OracleFeed, sender: Sender): Promise<void> {
    if (feed.kind !== 'newCar' || feed.model === undefined) return
    const args = [feed.model] as const
    const base = await client.readContract({ address, abi: oracleAbi, functionName: 'basePrice', args })
    if (base > 0n) return
    await sender
      .send({ address, abi: oracleAbi, functionName: 'setBase', args })
      .catch((error: Error) => tell(`base of ${feed.name}`, error))
  }

  function tell(where: string, error: Error): void {
    if (halt.signal.aborted) return
    const named = /Error: (\w+)\(/.exec(error.message)?.[1]
    options.log(`${where}: ${named ?? error.message.split('\n', 1)[0]}`)
  }

  async function run(): Promise<void> {
    while (!halt.signal.aborted) {
      await round().catch((error: Error) => tell('the node', error))
      await delay(options.everyMs, undefined, { signal: halt.signal }).catch(() => {})
    }
  }

  const running = run()
  return {
    async stop() {
      halt.abort()
      await running
    },
  }
}

function isDue(known: { value: bigint; reportedAt: number }, value: bigint, nowSeconds: number): boolean {
  if (known.value === 0n || nowSeconds - known.reportedAt > renewSeconds) return true
  const moved = known.value > value ? known.value - value : value - known.value
  return Number(moved) > movedBy * Number(known.value)
}
