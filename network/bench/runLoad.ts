import { setTimeout as delay } from 'node:timers/promises'
import type { Hex } from '../../lib/bytes/hex.ts'
import { percentile } from './percentile.ts'
import { callRpc, postRpc } from './postRpc.ts'
import type { SignedTransfer } from './signTransfers.ts'
import type { LoadRequest, LoadResult } from './Target.ts'

const batchSize = 20
const lanes = 4
const pollMs = 20
const warmUpBlocks = 6

type Block = { number: Hex; hash: Hex; transactions: Hex[] }

/**
 * Sends transfers in batches, never more under way than asked, and watches blocks until enough have passed. The first
 * blocks are not counted: caches are cold and the pipe is filling.
 */
export async function runLoad(request: LoadRequest, transfers: readonly SignedTransfer[]): Promise<LoadResult> {
  const sentAt = new Map<Hex, number>()
  const sender = startSending(request, transfers, sentAt)
  const latencies: number[] = []
  let measuredFrom = 0
  let included = 0
  let blocks = 0
  let lastAt = 0
  let fullest: Block | undefined
  const giveUpAt = performance.now() + (request.maxSeconds + 30) * 1_000
  for await (const { block, seenAt } of watchBlocks(request.url, giveUpAt)) {
    const ours = block.transactions.filter((hash) => sentAt.has(hash))
    sender.settle(ours.length)
    blocks++
    lastAt = seenAt
    if (blocks <= warmUpBlocks) {
      measuredFrom = seenAt
      continue
    }
    included += ours.length
    for (const hash of ours) latencies.push(seenAt - sentAt.get(hash)!)
    if (!fullest || ours.length > fullest.transactions.length) fullest = block
    if (blocks - warmUpBlocks >= request.blocks || seenAt - measuredFrom > request.maxSeconds * 1_000) break
  }
  await sender.stop()
  return {
    included,
    seconds: (lastAt - measuredFrom) / 1_000,
    blocks: Math.max(0, blocks - warmUpBlocks),
    latencyMs: { p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95) },
    sent: sender.sent(),
    refused: sender.refused(),
    succeeded: fullest !== undefined && included > 0 && (await allSucceeded(request.url, fullest)),
  }
}

function startSending(
  { url, outstanding, perSecond }: LoadRequest,
  transfers: readonly SignedTransfer[],
  sentAt: Map<Hex, number>,
) {
  let next = 0
  let underWay = 0
  let refused = 0
  let stopping = false
  const startedAt = performance.now()

  async function lane(): Promise<void> {
    while (!stopping && next < transfers.length) {
      const due = ((performance.now() - startedAt) * perSecond) / 1_000
      if (underWay + batchSize > outstanding || next > due) {
        await delay(2)
        continue
      }
      const batch = transfers.slice(next, next + batchSize)
      next += batch.length
      underWay += batch.length
      const now = performance.now()
      for (const { hash } of batch) sentAt.set(hash, now)
      const answers = await postRpc(
        url,
        batch.map(({ raw }) => ({ method: 'eth_sendRawTransaction', params: [raw] })),
      )
      const failed = answers.filter(({ error }) => error !== undefined).length
      refused += failed
      underWay -= failed
    }
  }

  const running = Promise.all(Array.from({ length: lanes }, lane))
  return {
    settle(count: number) {
      underWay -= count
    },
    sent: () => next,
    refused: () => refused,
    async stop() {
      stopping = true
      await running
    },
  }
}

async function* watchBlocks(url: string, giveUpAt: number): AsyncGenerator<{ block: Block; seenAt: number }> {
  let next = Number(await callRpc<Hex>(url, 'eth_blockNumber', [])) + 1
  while (performance.now() < giveUpAt) {
    const block = await callRpc<Block | null>(url, 'eth_getBlockByNumber', [`0x${next.toString(16)}`, false])
    if (block === null) {
      await delay(pollMs)
      continue
    }
    next++
    yield { block, seenAt: performance.now() }
  }
}

async function allSucceeded(url: string, { transactions }: Block): Promise<boolean> {
  const calls = transactions.slice(0, 50).map((hash) => ({ method: 'eth_getTransactionReceipt', params: [hash] }))
  const answers = await postRpc(url, calls)
  return answers.every(({ result }) => (result as { status: Hex } | null)?.status === '0x1')
}
