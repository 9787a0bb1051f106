import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashBlock } from '../../lib/crypto/blake3.ts'
import { formatRawCid } from '../../lib/crypto/rawCid.ts'
import { fetchBlock } from '../../lib/ipfs/fetchBlock.ts'
import { pinBlocks, readLease } from '../../lib/ipfs/leases.ts'
import { putBlocks } from '../../lib/ipfs/putBlocks.ts'
import { sleep } from '../../lib/rpc/sleep.ts'
import { startStorage } from '../storage/startStorage.ts'
import { describeMachine } from './machine.ts'

const mebibytes = Number(process.env.BENCH_MIB ?? 64)
const blockBytes = 270_352
const count = Math.ceil((mebibytes * 2 ** 20) / blockBytes)
const total = count * blockBytes

/** Prints storing and fetching blocks over HTTP and bitswap, beside a plain HTTP copy of the same bytes over loopback. */
export async function benchStorage(): Promise<void> {
  console.log(describeMachine())
  const folder = await mkdtemp(join(tmpdir(), 'qood-bench-'))
  const blocks = Array.from({ length: count }, () => {
    const bytes = new Uint8Array(randomBytes(blockBytes))
    return { bytes, cid: formatRawCid(hashBlock(bytes)) }
  })
  const cids = blocks.map(({ cid }) => cid)
  const first = await startStorage({ folder: join(folder, 'a'), httpPort: 0, swarmPort: 0 })
  const peers = [first.endpoints.swarm!]
  const second = await startStorage({ folder: join(folder, 'b'), httpPort: 0, swarmPort: 0, peers })
  const plain = await startPlain(blocks[0]!.bytes)
  const until = { id: 'bench', untilMs: Date.now() + 3_600_000, cids }
  try {
    await report('plain HTTP, up', () => each(async (i) => plain.put(blocks[i]!.bytes)))
    await report('plain HTTP, down', () => each(() => plain.get()))
    await report('storage node, up over HTTP', () => putBlocks({ node: first.endpoints, blocks }))
    await pinBlocks({ node: first.endpoints, ...until })
    await report('storage node, down over HTTP, hashed', () =>
      each((i) => fetchBlock({ cid: cids[i]!, nodes: [first.endpoints] })),
    )
    await report('node to node over bitswap, pinned', async () => {
      let lease = await pinBlocks({ node: second.endpoints, ...until, pull: true })
      while (lease.pulling) {
        await sleep(20)
        lease = (await readLease({ node: second.endpoints, id: until.id }))!
      }
      if (lease.missing > 0) throw new Error(`${lease.missing} blocks did not come: ${lease.fault}`)
    })
  } finally {
    plain.stop()
    await Promise.all([first.stop(), second.stop()])
    await rm(folder, { recursive: true, force: true })
  }
}

async function report(what: string, work: () => Promise<unknown>): Promise<void> {
  const from = performance.now()
  await work()
  const ms = performance.now() - from
  console.log(`${what.padEnd(40)} ${(total / 1e3 / ms).toFixed(1).padStart(7)} MB/s (${count} blocks of ${blockBytes})`)
}

/** Four at a time, as the client does. */
async function each(work: (i: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const run = async () => {
    for (let i = next++; i < count; i = next++) await work(i)
  }
  await Promise.all([run(), run(), run(), run()])
}

async function startPlain(bytes: Uint8Array<ArrayBuffer>) {
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    response.end(request.method === 'GET' ? bytes : undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    put: async (body: Uint8Array<ArrayBuffer>) => (await fetch(address, { method: 'PUT', body })).arrayBuffer(),
    get: async () => (await fetch(address)).arrayBuffer(),
    stop: () => server.close(),
  }
}
