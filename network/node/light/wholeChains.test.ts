import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatQuantity } from '../../../lib/bytes/hex.ts'
import { loadKeccak } from '../../../lib/bytes/keccak256.ts'
import { hashHeader, hashQbftHeader } from '../../../lib/chain/hashHeader.ts'
import { parseHeader } from '../../../lib/chain/parseHeader.ts'
import type { Transport } from '../../../lib/light/Transport.ts'
import { verifyReceipts } from '../../../lib/light/verifyReceipts.ts'
import { verifyTransactions } from '../../../lib/light/verifyTransactions.ts'
import { findVectors, serveVectors } from '../rpc/conformance.ts'
import { type BusyChain, createBusyChain } from './busyChain.ts'

/*
 * Every block of whole chains, from the first to the last: the header has its hash, and what the node tells of its
 * transactions and receipts makes up the roots in it. The roots of the public chain were computed by other clients.
 */
let ours: BusyChain

beforeAll(async () => {
  await loadKeccak()
  ours = await createBusyChain()
})
afterAll(() => ours.stop())

type Counted = { blocks: number; transactions: number; logs: number; types: Set<number> }

async function recompute(transport: Transport, hash: typeof hashHeader): Promise<Counted> {
  const ask = (method: string, ...params: unknown[]) => transport.request({ method, params }) as Promise<never>
  const head = Number(await ask('eth_blockNumber'))
  const counted: Counted = { blocks: 0, transactions: 0, logs: 0, types: new Set() }
  let parentHash: string | undefined
  for (let number = 0; number <= head; number++) {
    const tag = formatQuantity(number)
    const block: { hash: string; parentHash: string; transactions: unknown[] } = await ask(
      'eth_getBlockByNumber',
      tag,
      true,
    )
    const header = parseHeader(block)
    expect(hash(header)).toBe(block.hash)
    if (parentHash !== undefined) expect(header.parentHash).toBe(parentHash)
    parentHash = block.hash
    const transactions = verifyTransactions(header, block.transactions)
    const receipts = verifyReceipts(header, await ask('eth_getBlockReceipts', tag))
    expect(receipts).toHaveLength(transactions.length)
    counted.blocks++
    counted.transactions += transactions.length
    counted.logs += receipts.reduce((sum, { logs }) => sum + logs.length, 0)
    for (const { type } of receipts) counted.types.add(type)
  }
  return counted
}

test('all roots of our own chain are what its transactions and receipts make up', async () => {
  const counted = await recompute(ours.transport, hashQbftHeader)
  expect(counted.blocks).toBe(ours.store.head() + 1)
  expect(counted).toMatchObject({ transactions: 4, logs: 6 })
})

test('one receipt of a whole chain that says something else is found', async () => {
  const lying: Transport = {
    async request(call) {
      const answer = await ours.transport.request(call)
      if (call.method !== 'eth_getBlockReceipts' || call.params?.[0] !== '0x5') return answer
      return (answer as object[]).map((receipt) => ({ ...receipt, status: '0x0' }))
    },
  }
  await expect(recompute(lying, hashQbftHeader)).rejects.toMatchObject({ name: 'Light.ProofMismatchError' })
})

const folder = findVectors()

// Where the public vectors are not on this machine there is nothing to recompute; QOOD_VECTORS names their folder.
test.skipIf(!folder)('all roots of a public chain are what other clients computed', { timeout: 240_000 }, async () => {
  const { url, stop } = await serveVectors(folder!)
  try {
    const transport: Transport = {
      async request({ method, params }) {
        const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
        const headers = { 'content-type': 'application/json' }
        const answer = await (await fetch(url, { method: 'POST', headers, body })).json()
        if (answer.error) throw new Error(answer.error.message)
        return answer.result
      },
    }
    const counted = await recompute(transport, hashHeader)
    expect(counted.blocks).toBeGreaterThan(40)
    expect(counted.transactions).toBeGreaterThan(100)
    expect([...counted.types].sort()).toEqual([0, 1, 2, 3, 4])
  } finally {
    await stop()
  }
})
