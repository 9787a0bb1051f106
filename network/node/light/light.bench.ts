import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { loadKeccak } from '../../../lib/bytes/keccak256.ts'
import { createSealRecovery } from '../../../lib/chain/createSealRecovery.ts'
import { type Recover, recoverWithNoble } from '../../../lib/chain/recoverSealers.ts'
import { recoverWithWasm } from '../../../lib/chain/recoverWithWasm.ts'
import { systemContracts } from '../../../lib/chain/systemContracts.ts'
import { createCallRunner } from '../../../lib/engine/createCallRunner.ts'
import { createLightClient } from '../../../lib/light/createLightClient.ts'
import { createVerifiedProvider } from '../../../lib/light/createVerifiedProvider.ts'
import { createMemoryLightStore, type SavedState } from '../../../lib/light/LightStore.ts'
import type { RpcCall, Transport } from '../../../lib/light/Transport.ts'
import { callOf } from './busyChain.ts'
import { createTestChain, withoutLightMethods } from './testChain.ts'

/*
 * What the light client costs a page: answers are recorded first and replayed, so that the processor time is its own.
 * 21 producers, the real contracts. The plain call is the node's, in this process, without a network.
 */
const chain = await createTestChain({ candidates: 21, epochBlocks: 20 })
const [first] = chain.producers
for (let epoch = 0; epoch < 10; epoch++) {
  await chain.mine([await chain.election(first!, 'rotate')])
  await chain.mineTo(20 * (epoch + 1))
}
await chain.mineTo(209)
await loadKeccak()

type Row = Record<string, string | number>

function replay(transport: Transport) {
  const answers = new Map<string, string>()
  const tally = { requests: 0, bytes: 0, zipped: 0 }
  return {
    tally,
    reset: () => void Object.assign(tally, { requests: 0, bytes: 0, zipped: 0 }),
    async request(call: RpcCall) {
      const key = JSON.stringify(call)
      const text = answers.get(key) ?? JSON.stringify(await transport.request(call))
      answers.set(key, text)
      tally.requests++
      tally.bytes += text.length + key.length
      return JSON.parse(text)
    },
  }
}

async function cpuMs(times: number, act: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  for (let i = 0; i < times; i++) await act()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 / times
}

const create = (transport: Transport, recover: Recover, saved?: SavedState) =>
  createLightClient({ anchor: chain.anchor, transport, now: chain.now, recover, store: createMemoryLightStore(saved) })

async function measureStart(name: string, transport: Transport, recover: Recover, saved?: SavedState): Promise<Row> {
  const server = replay(transport)
  const run = () => create(server, recover, saved).sync()
  await run()
  server.reset()
  await run()
  const { requests, bytes } = server.tally
  return { what: name, 'cpu ms': round(await cpuMs(20, run)), requests, 'KiB of JSON': round(bytes / 1_024) }
}

const head = create(chain.transport, recoverWithWasm)
await head.sync()
const saved = head.snapshot()!
const before = await chain.transport.request({ method: 'qood_getHead', params: [saved.epoch] })
await chain.mine()
const after = await chain.transport.request({ method: 'qood_getHead', params: [saved.epoch] })
const plain = withoutLightMethods(chain.transport)
// A session of a few blocks: the tables of the keys are made.
const remembering = createSealRecovery()
await measureNext('warm', remembering)
console.table([
  await measureStart('cold start, noble', chain.transport, recoverWithNoble),
  await measureStart('cold start, WebAssembly', chain.transport, recoverWithWasm),
  await measureStart('cold start, standard methods, noble', plain, recoverWithNoble),
  await measureStart('after a reload, noble', chain.transport, recoverWithNoble, saved),
  await measureNext('next block, noble', recoverWithNoble),
  await measureNext('next block, noble, remembering who sealed', remembering),
  await measureNext('next block, WebAssembly', recoverWithWasm),
])

/** A session that knows the head and is told of the block after it. */
async function measureNext(name: string, recover: Recover): Promise<Row> {
  const runs = 20
  let head: unknown
  const server: Transport = {
    request: (call) => (call.method === 'qood_getHead' ? Promise.resolve(structuredClone(head)) : known.request(call)),
  }
  const known = replay(chain.transport)
  let total = 0
  for (let i = 0; i < runs; i++) {
    const client = create(server, recover, saved)
    head = before
    await client.sync()
    head = after
    total += await cpuMs(1, () => client.sync())
  }
  const bytes = JSON.stringify(after).length
  return { what: name, 'cpu ms': round(total / runs), requests: 1, 'KiB of JSON': round(bytes / 1_024) }
}

const { election, qdt } = systemContracts
const who = chain.anchor.firstSet.validators[0]!
const calls: Record<string, RpcCall> = {
  'balanceOf (1 slot)': { method: 'eth_call', params: [callOf(qdt, 'balanceOf', [who]), 'latest'] },
  'getValidators (about 15 slots)': { method: 'eth_call', params: [callOf(election, 'getValidators'), 'latest'] },
  'candidates (about 200 slots)': { method: 'eth_call', params: [callOf(election, 'candidates', [0n, 21n]), 'latest'] },
}
const runner = createCallRunner()
const rows: Row[] = []
for (const [name, call] of Object.entries(calls)) {
  const server = replay(chain.transport)
  const client = create(server, recoverWithWasm)
  await client.sync()
  const fresh = () => createVerifiedProvider({ client, loadEvm: async () => runner })
  await fresh().request(call)
  server.reset()
  await fresh().request(call)
  const { requests, bytes } = server.tally
  const provider = fresh()
  rows.push({
    call: name,
    'plain, cpu ms': round(await cpuMs(30, () => chain.transport.request(call))),
    'verified, new state, cpu ms': round(await cpuMs(30, () => fresh().request(call))),
    'again in the block, cpu ms': round(await cpuMs(30, () => provider.request(call))),
    requests,
    'KiB of JSON': round(bytes / 1_024),
  })
}
console.table(rows)
console.table(await measureBundle())
await chain.stop()

/** What the worker loads at its start, and what it loads with the first call, minified and compressed. */
async function measureBundle(): Promise<Row[]> {
  const worker = new URL('../../../workers/light.worker.ts', import.meta.url).pathname
  const options = { bundle: true, minify: true, splitting: true, write: false, metafile: true } as const
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: [worker],
    outdir: 'out',
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
  })
  const sizes = new Map(outputFiles.map(({ path, contents }) => [path.split('/').at(-1)!, gzipSync(contents).length]))
  const outputs = Object.entries(metafile.outputs)
  const atStart = new Set<string>()
  const take = (path: string): void => {
    if (atStart.has(path)) return
    atStart.add(path)
    for (const { path: next, kind } of metafile.outputs[path]!.imports) if (kind === 'import-statement') take(next)
  }
  take(outputs.find(([, { entryPoint }]) => entryPoint?.endsWith('light.worker.ts'))![0])
  const total = (paths: string[]) => paths.reduce((sum, path) => sum + (sizes.get(path.split('/').at(-1)!) ?? 0), 0)
  const rest = outputs.map(([path]) => path).filter((path) => !atStart.has(path))
  return [
    { bundle: 'at the start', 'kB gzip': round(total([...atStart]) / 1_000) },
    { bundle: 'with the first call', 'kB gzip': round(total(rest) / 1_000) },
  ]
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
