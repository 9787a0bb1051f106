import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storePath } from '../node/openNodeStore.ts'
import { extendChain } from './extendChain.ts'
import { type Forked, forkProcess } from './forkProcess.ts'
import { callRpc } from './postRpc.ts'
import { measureProofs } from './proof.ts'
import { startQood } from './startQood.ts'
import { measureTarget } from './transfers.ts'

const slots = 1_000
const producers = 4
const restartCount = 5

/**
 * What a long chain costs: memory and disk on the way, transfers and proofs at height 100 and at the end, and the time
 * until a node that was killed there serves again. `--data` keeps the chain for another run.
 */
export async function benchHeight({ height, blocks, data }: { height: number; blocks: number; data?: string }) {
  const directory = data ?? (await mkdtemp(join(tmpdir(), 'qood-bench-')))
  const load = forkProcess('./loadProcess.ts')
  try {
    const rows: object[] = []
    const young = await mkdtemp(join(tmpdir(), 'qood-bench-'))
    await extendChain(young, 100, 100)
    rows.push(await measureAt(100, young, load, blocks))
    const restarts = await measureRestarts(young)
    await rm(young, { recursive: true, force: true })
    const samples = await extendChain(directory, height, Math.ceil(height / 10))
    console.table(
      samples.map(({ blockMs, heapBytes, rssBytes, diskBytes, ...sample }) => ({
        height: sample.height,
        'block ms': blockMs.toFixed(2),
        'heap MB': Math.round(heapBytes / 1e6),
        'resident MB': Math.round(rssBytes / 1e6),
        'disk MB': Math.round(diskBytes / 1e6),
      })),
    )
    console.table([...restarts, ...(await measureRestarts(directory))])
    rows.push(await measureAt(height, directory, load, blocks))
    console.table(rows)
  } finally {
    await load.kill()
    if (!data) await rm(directory, { recursive: true, force: true })
  }
}

async function measureAt(height: number, data: string, load: Forked, blocks: number): Promise<object> {
  const before = await diskOf(data)
  const node = await startQood({ slots, producers, data })
  try {
    const proofs = await measureProofs(node.url, slots)
    const { row, included } = await measureTarget(load, node, { slots, blocks })
    const perTransfer = included === 0 ? 0 : ((await diskOf(data)) - before) / included
    return { height, ...row, ...proofs, 'disk per transfer kB': (perTransfer / 1_000).toFixed(1) }
  } finally {
    await node.stop()
  }
}

async function measureRestarts(data: string): Promise<object[]> {
  const rows: object[] = []
  for (let round = 1; round <= restartCount; round++) {
    const startedAt = performance.now()
    const node = forkProcess('./nodeProcess.ts', [data, `${slots}`, `${producers}`])
    const url = await node.next<string>()
    const head = Number(await callRpc<string>(url, 'eth_blockNumber', []))
    const readyMs = performance.now() - startedAt
    rows.push({ restart: round, head, 'seconds until it answers': (readyMs / 1_000).toFixed(2) })
    await node.kill()
  }
  return rows
}

async function diskOf(data: string): Promise<number> {
  return (await stat(join(storePath(data), 'data.mdb'))).size
}
