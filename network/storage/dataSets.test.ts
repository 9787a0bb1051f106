import { MemoryBlockstore } from 'blockstore-core'
import { IDBFactory } from 'fake-indexeddb'
import { privateKeyToAccount } from 'viem/accounts'
import { afterEach, expect, test } from 'vitest'
import { openChunk } from '../../lib/crypto/openChunk.ts'
import { sealChunk } from '../../lib/crypto/sealChunk.ts'
import { fingerprintOf } from '../../lib/dataset/createBlobSource.ts'
import { createDataApi, type NewDataSet } from '../../lib/dataset/createDataApi.ts'
import { createRecordStore } from '../../lib/dataset/createRecordStore.ts'
import { stageOf } from '../../lib/dataset/DataSetRecord.ts'
import { wrapBlockstore } from '../../lib/ipfs/openLocalBlocks.ts'
import type { StorageNode } from '../../lib/ipfs/StorageNode.ts'
import { startPeer } from '../../lib/ipfs/startPeer.ts'
import { sleep } from '../../lib/rpc/sleep.ts'
import { lightKdf } from '../../lib/wallet/fixtures/lightKdf.ts'
import { alice, clearTestStorage, startTestStorage } from './testStorage.ts'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()))
  await clearTestStorage()
})

const account = privateKeyToAccount(alice)
const seed = new Uint8Array(32).fill(5)
const never = new AbortController().signal
const untilMs = Date.now() + 86_400_000

/** A machine with its journal and blocks; `fetch` may be put in between. */
type MachineOptions = {
  fetch?: typeof fetch
  indexedDB?: IDBFactory
  blockstore?: MemoryBlockstore
  onEvent?: (event: string) => unknown
}
function createMachine(options: MachineOptions = {}) {
  const { indexedDB = new IDBFactory(), blockstore = new MemoryBlockstore() } = options
  const blocks = wrapBlockstore(blockstore)
  const written = new Map<string, Uint8Array[]>()
  const events: [string, unknown][] = []
  const api = createDataApi({
    records: createRecordStore({ indexedDB }),
    blocks,
    pool: { sealChunk, openChunk, checkChunk: async () => {}, inWork: 2 },
    sleep,
    ...(options.fetch && { fetch: options.fetch }),
    kdf: lightKdf,
    emit(event, data) {
      events.push([event, data])
      options.onEvent?.(event)
    },
    async dial(node, nodes, signal) {
      const peer = await startPeer({ blockstore, nodes })
      stops.push(peer.stop)
      await peer.dial(node, signal ?? AbortSignal.timeout(5_000))
    },
    async openSink({ name }) {
      const pieces: Uint8Array[] = []
      return {
        write: async (bytes) => void pieces.push(bytes.slice()),
        close: async () => void written.set(name, pieces),
        abort: async () => {},
      }
    },
  })
  const read = async (name: string) => new Uint8Array(await new Blob(written.get(name) as BlobPart[]).arrayBuffer())
  return { api, blocks, events, read, indexedDB, blockstore }
}
type Machine = ReturnType<typeof createMachine>

const bytes = Uint8Array.from({ length: 30_000 }, (_, i) => (i * 7 + (i >> 8)) & 255)
const file = new File([bytes], 'drive.bin', { lastModified: 1 })
const describeFile = (source: File) => ({
  ...{ name: source.name, bytes: source.size, fingerprint: fingerprintOf(source) },
})
const wish: NewDataSet = {
  owner: account.address,
  file: describeFile(file),
  plan: { kind: 'fixed', maxChunkBytes: 2_000 },
  choices: { title: 'A drive' },
  dataClass: 'user',
  privacy: 'normal',
}

async function makeDataSet({ api }: Machine, source = file): Promise<string> {
  const { id } = await api.create({ ...wish, file: describeFile(source) })
  await api.seal({ id, file: source, seed }, never)
  const { typedData } = await api.preview({ id })
  await api.sign({
    id,
    signature: await account.signTypedData(typedData as Parameters<typeof account.signTypedData>[0]),
  })
  return id
}

async function allow({ api }: Machine): Promise<void> {
  const asked = await api.askAccess({ account: account.address, untilMs })
  await api.grantAccess({ terms: asked!.terms, signature: await account.signTypedData(asked!.typedData) })
}

async function startNodes() {
  const first = await startTestStorage({ swarmPort: 0 })
  const second = await startTestStorage({ swarmPort: 0, peers: [first.node.swarm!] })
  return [first, second] as const
}

test('seals, signs, stores on two nodes, opens again without local blocks, and forgets', async () => {
  const machine = createMachine()
  const [first, second] = await startNodes()
  const nodes = [first.node, second.node]
  const id = await makeDataSet(machine)
  await allow(machine)
  const stored = await machine.api.store({ id, nodes, copies: 2, untilMs, way: 'http' }, never)
  // 15 chunks, one page, the description.
  expect(stored.copies).toMatchObject([{ blocks: 17 }, { blocks: 17 }])
  expect(machine.events.some(([, data]) => (data as { way?: string }).way === 'node')).toBe(true)
  const use = await machine.api.account({ node: second.node, account: account.address })
  expect(use.list).toMatchObject([{ id, title: 'A drive', blocks: 17, missing: 0 }])
  await machine.api.verify({ id, node: first.node, nodes, all: true }, never)
  const order = (await machine.api.get({ id }))!.copies.map(({ http }) => http)
  expect(order).toEqual([first.node.http, second.node.http])

  await machine.api.dropLocal({ id })
  await first.stop()
  await machine.api.open({ id, nodes, seed, target: { name: 'out' } }, never)
  expect(Buffer.compare(await machine.read('out'), bytes)).toBe(0)
  const check = await machine.api.verify({ id, node: second.node, nodes, all: true }, never)
  expect(check).toMatchObject({ checked: 17, missing: 0, damaged: 0 })

  expect(await machine.api.remove({ id, nodes: [second.node] })).toEqual({ away: [first.node.http] })
  expect(await machine.api.list()).toEqual([])
  expect(await machine.api.account({ node: second.node, account: account.address })).toMatchObject({ list: [] })
})

test('stores over bitswap: the node fetches the blocks from this machine', async () => {
  const machine = createMachine()
  const { node } = await startTestStorage({ swarmPort: 0 })
  const id = await makeDataSet(machine)
  await allow(machine)
  await machine.api.store({ id, nodes: [node], copies: 1, untilMs, way: 'bitswap' }, never)
  const ways = machine.events
    .filter(([event]) => event === 'storing')
    .map(([, data]) => data as { way: string; sentBytes: number })
  expect(ways[0]!.way).toBe('bitswap')
  // Nothing was left to be sent over HTTP.
  expect(ways.every(({ sentBytes }) => sentBytes === 0)).toBe(true)
})

test('a sealing that is cut off goes on after a reload with the same file and gives the same roots', async () => {
  const cut = new AbortController()
  const gone = new Error('the tab is closed')
  const machine = createMachine({ onEvent: (event) => event === 'sealing' && cut.abort(gone) })
  const { id } = await machine.api.create(wish)
  await expect(machine.api.seal({ id, file, seed }, cut.signal)).rejects.toBe(gone)

  const reloaded = createMachine(machine)
  const before = (await reloaded.api.get({ id }))!
  expect(stageOf(before)).toBe('sealing')
  expect(before.state?.chunks).toBeGreaterThan(0)
  expect(before.state?.chunks).toBeLessThan(15)
  const other = new File([bytes], 'other.bin', { lastModified: 1 })
  const wrong = reloaded.api.seal({ id, file: other, seed }, never)
  await expect(wrong).rejects.toMatchObject({ name: 'Crypto.SourceChangedError' })
  const { sealed } = await reloaded.api.seal({ id, file, seed }, never)

  const straight = createMachine()
  const { state: _, ...fresh } = before
  await createRecordStore(straight).put(fresh)
  expect(sealed).toEqual((await straight.api.seal({ id, file, seed }, never)).sealed)
})

test('before the journal knows anything, another file is refused as well: keys never encrypt two texts', async () => {
  const { api, blocks } = createMachine()
  const { id } = await api.create(wish)
  const other = new File([bytes.map((byte) => byte ^ 1)], 'other.bin', { lastModified: 1 })
  await expect(api.seal({ id, file: other, seed }, never)).rejects.toMatchObject({ name: 'Crypto.SourceChangedError' })
  const kept: string[] = []
  for await (const cid of blocks.list()) kept.push(cid)
  expect(kept).toEqual([])
})

test('an upload that is cut off sends only what is missing when it goes on', async () => {
  const { node } = await startTestStorage()
  let posted = 0
  let left = 2
  const counting: typeof fetch = async (url, init) => {
    const isBlocks = String(url).endsWith('/blocks')
    if (isBlocks && left-- <= 0) throw new TypeError('fetch failed')
    if (isBlocks) posted += (init!.body as Uint8Array).length
    return fetch(url, init)
  }
  const machine = createMachine({ fetch: counting })
  const big = new File([new Uint8Array(20_000_000)], 'big.bin', { lastModified: 1 })
  const { id } = await machine.api.create({
    ...{ ...wish, file: describeFile(big) },
    plan: { kind: 'fixed', maxChunkBytes: 1_000_000 },
  })
  await machine.api.seal({ id, file: big, seed }, never)
  const { typedData } = await machine.api.preview({ id })
  await machine.api.sign({
    id,
    signature: await account.signTypedData(typedData as Parameters<typeof account.signTypedData>[0]),
  })
  const store = () =>
    machine.api.store({ id, nodes: [node], copies: 1, untilMs: Date.now() + 60_000, way: 'http' }, never)
  await expect(store()).rejects.toMatchObject({ name: 'Ipfs.NodeAwayError' })
  const first = posted
  expect(first).toBeGreaterThan(8_000_000)
  left = Number.POSITIVE_INFINITY
  await store()
  expect(posted - first).toBeLessThan(21_000_000 - first)
  expect((await machine.api.get({ id }))!.copies).toMatchObject([{ blocks: 22 }])
})

test('says which of the wanted nodes failed and keeps what was stored', async () => {
  const machine = createMachine()
  const { node } = await startTestStorage()
  const away: StorageNode = { http: 'http://127.0.0.1:1' }
  const id = await makeDataSet(machine)
  const wanted = { id, nodes: [node, away], untilMs: Date.now() + 60_000, way: 'http' } as const
  await expect(machine.api.store({ ...wanted, copies: 2 }, never)).rejects.toMatchObject({ name: 'Ipfs.NodeAwayError' })
  expect((await machine.api.get({ id }))!.copies).toMatchObject([{ http: node.http, blocks: 17 }])
})

test('an account over its quota is told so by name', async () => {
  const machine = createMachine()
  const { node } = await startTestStorage({ limits: { quotaBytes: 10_000, anybodyQuotaBytes: 10_000 } })
  const id = await makeDataSet(machine)
  const storing = machine.api.store({ id, nodes: [node], copies: 1, untilMs: Date.now() + 60_000, way: 'http' }, never)
  await expect(storing).rejects.toMatchObject({ name: 'Storage.QuotaExceededError' })
})

test('a damaged copy is found here, whatever the node says', async () => {
  const lie: typeof fetch = async (url, init) => {
    const response = await fetch(url, init)
    if (!String(url).includes('/ipfs/')) return response
    const lied = new Uint8Array(await response.arrayBuffer())
    lied[3]! ^= 1
    return new Response(lied)
  }
  const machine = createMachine({ fetch: lie })
  const { node } = await startTestStorage()
  const id = await makeDataSet(machine)
  await machine.api.store({ id, nodes: [node], copies: 1, untilMs: Date.now() + 60_000, way: 'http' }, never)
  const check = await machine.api.verify({ id, node, nodes: [node], all: true }, never)
  expect(check).toMatchObject({ checked: 17, damaged: 17 })
  expect((await machine.api.get({ id }))!.copies[0]!.check).toMatchObject({ damaged: 17, sampled: false })
})

test('the only whole copy cannot be dropped, and one data set is not worked on twice at a time', async () => {
  const { api } = createMachine()
  const id = await makeDataSet({ api } as Machine)
  await expect(api.dropLocal({ id })).rejects.toMatchObject({ name: 'Dataset.OnlyCopyError' })
  const { id: other } = await api.create(wish)
  const first = api.seal({ id: other, file, seed }, never)
  await expect(api.seal({ id: other, file, seed }, never)).rejects.toMatchObject({ name: 'Dataset.BusyError' })
  await first
})

test('a sealing can be held and goes on', async () => {
  const { api } = createMachine()
  const { id } = await api.create(wish)
  const sealing = api.seal({ id, file, seed }, never)
  await api.pause({ id })
  let isDone = false
  void sealing.then(() => {
    isDone = true
  })
  await sleep(20)
  expect(isDone).toBe(false)
  await api.proceed({ id })
  expect((await sealing).sealed!.chunks).toBe(15)
})

test('an archive takes everything to another machine; the wrong password and a changed file are refused by name', async () => {
  const machine = createMachine()
  const id = await makeDataSet(machine)
  const target = { name: 'archive' }
  const done = await machine.api.exportAll({ nodes: [], password: 'garage door 7', target, seed }, never)
  expect(done).toEqual({ dataSets: 1, blocks: 17 })
  const archive = await machine.read('archive')
  const other = createMachine()
  const wrong = other.api.importAll({ file: new Blob([archive]), password: 'no' }, never)
  await expect(wrong).rejects.toMatchObject({ name: 'Dataset.ArchivePasswordError' })
  const changed = archive.slice()
  changed[changed.length - 1]! ^= 1
  const refused = other.api.importAll({ file: new Blob([changed]), password: 'garage door 7' }, never)
  await expect(refused).rejects.toMatchObject({ name: 'Dataset.InvalidArchiveError' })
  expect(await other.api.importAll({ file: new Blob([archive]), password: 'garage door 7' }, never)).toEqual({
    dataSets: 1,
  })
  await other.api.open({ id, nodes: [], seed, target: { name: 'out' } }, never)
  expect(Buffer.compare(await other.read('out'), bytes)).toBe(0)
  // The name of the file stands in the journal only.
  expect(Buffer.from(archive).includes(file.name)).toBe(false)
})
