import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Hex } from '../../lib/bytes/hex.ts'
import { developmentAccounts, developmentChainId } from '../genesis/developmentKeys.ts'
import {
  callBatch,
  type Ledger,
  listen,
  load,
  type RpcBlock,
  type RpcReceipt,
  readBlock,
  readRoots,
  spawnNode,
} from './crashNode.ts'

/*
 * A node under load is killed at moments drawn by chance, and started again. What it announced before, it must still
 * say: every block is final, so no announced hash may change and no receipt may vanish. QOOD_KILLS and QOOD_SEED choose
 * how often and when.
 */
const kills = Number(process.env.QOOD_KILLS ?? 25)
const seed = Number(process.env.QOOD_SEED ?? Date.now() % 1_000_000)
const keys = developmentAccounts(developmentChainId)
const quantity = (number: number): Hex => `0x${number.toString(16)}`

let data: string
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'qood-crash-'))
})
afterAll(() => rm(data, { recursive: true }))

/** Marsaglia's xorshift: the same moments for the same seed. */
function createRandom(start: number): () => number {
  let state = start * 2 + 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

async function readAllBlocks(url: string, head: number): Promise<RpcBlock[]> {
  const blocks: RpcBlock[] = []
  for (let from = 0; from <= head; from += 500) {
    const count = Math.min(500, head + 1 - from)
    const calls = Array.from({ length: count }, (_, i) => ['eth_getBlockByNumber', quantity(from + i), false] as const)
    blocks.push(...(await callBatch<RpcBlock>(url, calls)))
  }
  return blocks
}

async function checkKept(url: string, ledger: Ledger): Promise<number> {
  // The node goes on announcing while it is asked: what counts is what was said until now.
  const hashes = [...ledger.hashes]
  const receipts = [...ledger.receipts.values()]
  const head = Number((await readBlock(url, 'latest')).number)
  const blocks = await readAllBlocks(url, head)
  for (const [i, block] of blocks.entries()) {
    expect(Number(block.number)).toBe(i)
    if (i > 0) expect(block.parentHash).toBe(blocks[i - 1]!.hash)
  }
  for (const [number, hash] of hashes) expect([number, blocks[number]?.hash]).toEqual([number, hash])
  await checkReceipts(url, receipts)
  const { proved, claimed } = await readRoots(url, keys[0]!.address)
  expect(proved).toBe(claimed)
  return head
}

/** All of the youngest, and a share of the older ones, which earlier rounds have checked whole. */
async function checkReceipts(url: string, all: readonly RpcReceipt[]): Promise<void> {
  const older = Math.ceil(all.length / 1_000)
  const chosen = all.filter((_, i) => i >= all.length - 1_000 || i % older === 0)
  for (let from = 0; from < chosen.length; from += 500) {
    const expected = chosen.slice(from, from + 500)
    const calls = expected.map((receipt) => ['eth_getTransactionReceipt', receipt.transactionHash] as const)
    expect(await callBatch<RpcReceipt>(url, calls)).toEqual(expected)
  }
}

async function expectGrowth(url: string, head: number): Promise<void> {
  await expect
    .poll(async () => Number((await readBlock(url, 'latest')).number), { timeout: 15_000 })
    .toBeGreaterThan(head)
}

test(`nothing final is lost when the node is killed ${kills} times under load`, {
  timeout: kills * 15_000 + 360_000,
}, async () => {
  console.log(`kills ${kills}, QOOD_SEED=${seed}`)
  const random = createRandom(seed)
  const ledger: Ledger = { hashes: new Map(), receipts: new Map() }
  const startMs: number[] = []
  let sent = 0
  let early = 0
  for (let kill = 0; kill < kills; kill++) {
    const node = spawnNode(data)
    // One in six dies before it can serve; the others somewhere in their first second and a half of work.
    const [chance, moment] = [random(), random()]
    if (chance < 1 / 6) {
      await delay(moment * 1_200)
      await node.kill()
      early++
      continue
    }
    const startedAt = performance.now()
    const url = await node.ready
    startMs.push(performance.now() - startedAt)
    expect(url, node.words()).toBeDefined()
    const halt = new AbortController()
    const work = [listen(url!, ledger, halt.signal), load(url!, keys, halt.signal)] as const
    const head = await checkKept(url!, ledger)
    if (kill % 5 === 0) await expectGrowth(url!, head)
    await delay(moment * 1_500)
    await node.kill()
    halt.abort()
    sent += (await Promise.all(work))[1]
  }

  const node = spawnNode(data)
  const url = (await node.ready)!
  const head = await checkKept(url, ledger)
  await expectGrowth(url, head)
  expect(await node.kill('SIGTERM')).toBe(0)
  const slowest = Math.max(...startMs).toFixed(0)
  console.log(
    `head ${head}, ${ledger.hashes.size} blocks announced, ${sent} transactions accepted, ` +
      `${ledger.receipts.size} receipts seen, ${early} killed before they served, slowest start ${slowest} ms`,
  )
  expect(ledger.receipts.size).toBeGreaterThan(kills)
  expect(ledger.hashes.size).toBeGreaterThan(kills)

  // The chain that came through all this runs again from block 0, every seal and root checked.
  const qood = fileURLToPath(new URL('../qood.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [qood, 'verify', '--data', data])
  expect(JSON.parse(stdout)).toMatchObject({ ok: true })
})
