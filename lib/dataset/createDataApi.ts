import type { Hex } from '../bytes/hex.ts'
import { decodeHex } from '../bytes/hex.ts'
import type { CryptoPool } from '../crypto/createCryptoPool.ts'
import { deriveDataSetKey } from '../crypto/deriveDataSetKey.ts'
import { BaseError } from '../errors.ts'
import { createBlockReader } from '../ipfs/fetchBlock.ts'
import { type AccountUse, type Lease, readAccountUse, readLeases, releaseLease } from '../ipfs/leases.ts'
import type { LocalBlocks } from '../ipfs/openLocalBlocks.ts'
import type { StorageAccess, StorageNode } from '../ipfs/StorageNode.ts'
import {
  createDeviceKey,
  createStorageAccess,
  type DeviceKey,
  grantTypedData,
  type StorageGrant,
} from '../ipfs/storageAccess.ts'
import { verifyBlocks } from '../ipfs/verifyBlocks.ts'
import type { KdfParameters } from '../wallet/argon2id.ts'
import { readArchive, writeArchive } from './archive.ts'
import { createBlobSource } from './createBlobSource.ts'
import { createGate, type Gate } from './createGate.ts'
import type { RecordStore } from './createRecordStore.ts'
import type { CopyRecord, DataSetRecord } from './DataSetRecord.ts'
import { previewDescription, signDescription } from './describeDataSet.ts'
import { countBlocks, eachBlock, listBlocks } from './listBlocks.ts'
import { openDataSet, type Sink } from './openDataSet.ts'
import { createRecord, sealDataSet } from './sealDataSet.ts'
import { type StoreProgress, storeCopies } from './storeCopies.ts'

export type DataEvents = {
  /** A record was written, changed or removed. */
  changed: { id: string }
  sealing: { id: string; bytes: number; of: number; chunks: number }
  storing: StoreProgress & { id: string }
  checking: { id: string; http: string; checked: number; of: number }
  opening: { id: string; bytes: number; of: number }
  archiving: { blocks: number }
}

/** How a file is saved: by a handle that the person picked, or in a place from which the page takes it. */
export type Target = { handle?: FileSystemFileHandle | undefined; name: string }

type Options = {
  records: RecordStore
  blocks: LocalBlocks
  pool: Pick<CryptoPool, 'sealChunk' | 'openChunk' | 'checkChunk' | 'inWork'>
  fetch?: typeof fetch
  now?: () => number
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  emit: <K extends keyof DataEvents>(event: K, data: DataEvents[K]) => void
  openSink: (target: Target) => Promise<Sink>
  /** How a password becomes a key; the default is as slow as an attacker should find it. */
  kdf?: KdfParameters
  /** Connects this machine's IPFS peer with a node; started when first asked for. */
  dial: (node: StorageNode, nodes: readonly StorageNode[], signal?: AbortSignal) => Promise<void>
}

type Named = { id: string }
type AtNodes = { nodes: readonly StorageNode[] }
export type NewDataSet = Pick<DataSetRecord, 'owner' | 'file' | 'plan' | 'choices' | 'dataClass' | 'privacy'>
const sampleBlocks = 100

/** Returns what a page can ask about the data sets of this browser. Lives in a worker; see workers/data.ts. */
export function createDataApi(options: Options) {
  const { records, blocks, now = Date.now, emit } = options
  const gates = new Map<string, Gate>()
  const net = options.fetch ? { fetch: options.fetch } : {}

  async function need(id: string): Promise<DataSetRecord> {
    const record = await records.get(id)
    if (!record) throw new UnknownDataSetError(id)
    return record
  }

  async function save(record: DataSetRecord): Promise<DataSetRecord> {
    await records.put(record)
    emit('changed', { id: record.id })
    return record
  }

  /** One task at a time for each data set; while it runs, it can be held. */
  async function exclusively<T>(id: string, task: (gate: Gate) => Promise<T>): Promise<T> {
    if (gates.has(id)) throw new BusyError(id)
    const gate = createGate()
    gates.set(id, gate)
    try {
      return await task(gate)
    } finally {
      gates.delete(id)
      emit('changed', { id })
    }
  }

  /** Blocks from here, and from the nodes where there are none here. */
  function readBlockOf(nodes: readonly StorageNode[]) {
    const remote = createBlockReader(nodes, net)
    return async (cid: string, signal?: AbortSignal) => (await blocks.get(cid)) ?? remote(cid, signal)
  }

  const sealing = {
    list: async () => (await records.list()).sort((a, b) => b.createdMs - a.createdMs),
    get: ({ id }: Named) => records.get(id),
    create: (wish: NewDataSet) => save(createRecord({ ...wish, createdMs: now() })),
    seal: ({ id, file, seed }: Named & { file: File; seed: Uint8Array }, signal: AbortSignal) =>
      exclusively(id, async (gate) => {
        const record = await need(id)
        const tell = throttle((chunks: number, bytes: number) =>
          emit('sealing', { id, chunks, bytes, of: record.file.bytes }),
        )
        return sealDataSet({
          ...{ record, source: createBlobSource(file), seed, records, blocks, now, signal },
          ...{ sealChunk: options.pool.sealChunk, concurrency: options.pool.inWork, ready: gate.pass },
          onProgress: ({ chunks, bytes }) => tell(chunks, bytes),
        })
      }),
    /** Holds a running task at the next block. */
    pause: async ({ id }: Named) => gates.get(id)?.close(),
    proceed: async ({ id }: Named) => gates.get(id)?.open(),
    preview: async ({ id }: Named) => previewDescription(await need(id)),
    sign: async ({ id, signature }: Named & { signature: Hex }) =>
      save(await signDescription(await need(id), signature, blocks)),
  }

  return {
    ...sealing,
    ...createAccess({ ...options, now, net }),
    ...createStoring({ ...options, net, need, save, exclusively, readBlockOf }),
    ...createArchives({ ...options, save, readBlockOf }),
    open: ({ id, nodes, seed, target }: Named & AtNodes & { seed: Uint8Array; target: Target }, signal: AbortSignal) =>
      exclusively(id, async () => {
        const record = await need(id)
        const tell = throttle((bytes: number) => emit('opening', { id, bytes, of: record.sealed?.bytes ?? 0 }))
        const sink = await options.openSink(target)
        const getBlock = readBlockOf(nodes)
        return openDataSet({ record, seed, getBlock, pool: options.pool, sink, signal, onProgress: tell })
      }),
  }
}
export type DataApi = ReturnType<typeof createDataApi>

type Net = { net: { fetch?: typeof fetch } }
type Parts = Options &
  Net & {
    need(id: string): Promise<DataSetRecord>
    save(record: DataSetRecord): Promise<DataSetRecord>
    exclusively<T>(id: string, task: (gate: Gate) => Promise<T>): Promise<T>
    readBlockOf(nodes: readonly StorageNode[]): (cid: string) => Promise<Uint8Array<ArrayBuffer> | undefined>
  }

function createStoring({ records, blocks, need, save, exclusively, readBlockOf, net, emit, ...rest }: Parts) {
  const access = createAccess({ records, net, now: rest.now ?? Date.now })

  async function keepCopy(id: string, copy: CopyRecord): Promise<void> {
    const record = await need(id)
    const isKnown = record.copies.some(({ http }) => http === copy.http)
    // In its place: rows that jump would be pressed by mistake.
    const copies = record.copies.map((known) => (known.http === copy.http ? { ...known, ...copy } : known))
    await save({ ...record, copies: isKnown ? copies : [...copies, copy] })
  }

  type StoreWish = Named &
    AtNodes & { copies: number; untilMs: number; way: 'http' | 'bitswap' /** In nobody's name. */; isAnybody?: boolean }
  return {
    store: ({ id, nodes, copies, untilMs, way, isAnybody = false }: StoreWish, signal: AbortSignal) =>
      exclusively(id, async (gate) => {
        const record = await need(id)
        const tell = throttle((progress: StoreProgress) => emit('storing', { id, ...progress }))
        await storeCopies({
          ...{ record, nodes, copies, untilMs, signal, ...net, sleep: rest.sleep, ready: gate.pass },
          access: isAnybody ? undefined : await access.accessOf(record.owner),
          blocks: { get: readBlockOf(nodes) },
          ...(way === 'bitswap' && { dial: (node, stop) => rest.dial(node, nodes, stop) }),
          onProgress: tell,
          onCopy: (copy) => keepCopy(id, copy),
        })
        return need(id)
      }),

    /** Fetches the blocks of a copy, some drawn at random or all, and checks each here. */
    verify: ({ id, node, all, nodes }: Named & AtNodes & { node: StorageNode; all: boolean }, signal: AbortSignal) =>
      exclusively(id, async () => {
        const record = await need(id)
        const total = countBlocks(record)
        const of = all ? total : Math.min(total, sampleBlocks)
        const tell = throttle((checked: number) => emit('checking', { id, http: node.http, checked, of }))
        const cids = draw(eachBlock(record, readBlockOf(nodes)), total, of)
        const check = await verifyBlocks({ node, cids, signal, ...net, onProgress: ({ checked }) => tell(checked) })
        const { checked, missing, damaged } = check
        const copy = record.copies.find(({ http }) => http === node.http)
        const known = copy ?? { http: node.http, blocks: 0, untilMs: 0 }
        const atMs = (rest.now ?? Date.now)()
        await keepCopy(id, { ...known, check: { atMs, checked, missing, damaged, sampled: of < total } })
        return check
      }),

    /** Ends the lease at one node. */
    release: ({ id, node }: Named & { node: StorageNode }) =>
      exclusively(id, async () => {
        const record = await need(id)
        await releaseLease({ node, id, ...net, access: await access.accessOf(record.owner) })
        await save({ ...record, copies: record.copies.filter(({ http }) => http !== node.http) })
      }),

    /** Removes the blocks from this browser; the copies elsewhere stay. */
    dropLocal: ({ id }: Named) =>
      exclusively(id, async () => {
        const record = await need(id)
        if (!record.copies.some(({ blocks: stored }) => stored >= countBlocks(record))) throw new OnlyCopyError(id)
        for await (const batch of listBlocks(record, blocks.get)) for (const cid of batch) await blocks.remove(cid)
        await save({ ...record, local: false })
      }),

    /** Forgets a data set: leases, local blocks, journal. Nodes that are away keep theirs until the lease runs out. */
    remove: ({ id, nodes }: Named & AtNodes) =>
      exclusively(id, async () => {
        const record = await need(id)
        const away: string[] = []
        for (const { http } of record.copies) {
          const node = nodes.find((known) => known.http === http) ?? { http }
          const call = { node, id, ...net, access: await access.accessOf(record.owner) }
          await releaseLease(call).catch(() => away.push(http))
        }
        await removeLocal(record, blocks)
        await records.remove(id)
        return { away }
      }),
  }
}

/** Of a sealing that was given up, the journal knows the full pages and the entries after them. */
async function removeLocal(record: DataSetRecord, blocks: LocalBlocks): Promise<void> {
  const known: DataSetRecord = record.sealed || !record.state ? record : { ...record, sealed: partOf(record) }
  const entries = record.sealed ? undefined : record.state?.entries
  for await (const batch of listBlocks(known, async (cid) => (await blocks.get(cid)) ?? new Uint8Array())) {
    for (const cid of batch) await blocks.remove(cid)
  }
  if (entries) {
    const { decodeEntry, entryBytes } = await import('../crypto/ChunkPage.ts')
    const { formatRawCid } = await import('../crypto/rawCid.ts')
    for (let place = 0; place * entryBytes < entries.length; place++) {
      await blocks.remove(formatRawCid(decodeEntry(entries, place).digest))
    }
  }
}

function partOf({ state }: DataSetRecord): NonNullable<DataSetRecord['sealed']> {
  const roots = { dataRoot: new Uint8Array(), keyRoot: new Uint8Array(), sectorsPerChunk: 1 }
  return { ...roots, chunks: state!.chunks, records: state!.records, bytes: state!.bytes, pages: state!.pages }
}

/** The proof for nodes that this device stores in the name of an account. */
function createAccess({ records, net, now = Date.now }: Pick<Options, 'records' | 'now'> & Net) {
  const made = new Map<string, StorageAccess>()
  const noteOf = (account: string) => `access ${account.toLowerCase()}`
  type Kept = { device: DeviceKey; grant?: StorageGrant }

  async function accessOf(account: string): Promise<StorageAccess | undefined> {
    const kept = await records.getNote<Kept>(noteOf(account))
    if (!kept?.grant || kept.grant.untilMs < now()) return undefined
    const access = made.get(account) ?? createStorageAccess({ grant: kept.grant, device: kept.device, now })
    made.set(account, access)
    return access
  }

  return {
    accessOf,
    /** Returns what the wallet has to sign so that this device may store in its name, or undefined when it did. */
    askAccess: async ({ account, untilMs }: { account: Hex; untilMs: number }) => {
      if (await accessOf(account)) return undefined
      const kept = (await records.getNote<Kept>(noteOf(account))) ?? { device: createDeviceKey() }
      await records.putNote(noteOf(account), kept)
      const terms = { account, device: kept.device.address, untilMs }
      return { terms, typedData: grantTypedData(terms) }
    },
    grantAccess: async ({ terms, signature }: { terms: Omit<StorageGrant, 'signature'>; signature: Hex }) => {
      const kept = await records.getNote<Kept>(noteOf(terms.account))
      if (kept) await records.putNote(noteOf(terms.account), { ...kept, grant: { ...terms, signature } })
      made.delete(terms.account)
    },
    /** What an account uses and has pinned at a node. */
    account: async ({
      node,
      account,
    }: {
      node: StorageNode
      account: string
    }): Promise<AccountUse & { list: Lease[] }> => {
      const call = { node, ...net, access: await accessOf(account) }
      return { ...(await readAccountUse(call)), list: await readLeases(call) }
    },
  }
}

type ArchiveParts = Pick<Parts, 'records' | 'blocks' | 'emit' | 'openSink' | 'readBlockOf' | 'save' | 'kdf'>

function createArchives({ records, blocks, emit, openSink, readBlockOf, save, kdf }: ArchiveParts) {
  type Wish = AtNodes & { password: string; target: Target; seed?: Uint8Array | undefined }
  return {
    /** Writes everything into one file: the journal with its keys under a password, and all blocks. */
    exportAll: async ({ nodes, password, target, seed }: Wish, signal: AbortSignal) => {
      const all = (await records.list()).filter(({ description }) => description)
      const readBlock = readBlockOf(nodes)
      const entries = await Promise.all(
        all.map(async (record) => {
          const { dataClass, privacy } = record
          const id = decodeHex(record.id)
          const key = seed ? await deriveDataSetKey({ seed, id, dataClass, privacy }) : new Uint8Array()
          return { record, key }
        }),
      )
      async function* cids() {
        for (const record of all) yield* eachBlock(record, readBlock)
      }
      const tell = throttle((count: number) => emit('archiving', { blocks: count }))
      const sink = await openSink(target)
      const { write } = sink
      try {
        const work = { signal, onProgress: tell, ...(kdf && { kdf }) }
        const count = await writeArchive({ entries, password, cids: cids(), readBlock, write, ...work })
        await sink.close()
        return { dataSets: all.length, blocks: count }
      } catch (error) {
        await sink.abort()
        throw error
      }
    },
    /** Takes in what such a file holds. What is here already stays as it is. */
    importAll: async ({ file, password }: { file: Blob; password: string }, signal: AbortSignal) => {
      const stream = createBlobSource(file).open(0)
      const tell = throttle((count: number) => emit('archiving', { blocks: count }))
      const entries = await readArchive({ stream, password, putBlock: blocks.put, signal, onProgress: tell })
      for (const { record } of entries) {
        if (!(await records.get(record.id))) await save({ ...record, local: true })
      }
      return { dataSets: entries.length }
    },
  }
}

/** Every so many of the items, so that the draw is spread over all and its size is the wanted one. */
async function* draw<T>(items: AsyncIterable<T>, total: number, wanted: number): AsyncGenerator<T> {
  let left = total
  let need = wanted
  for await (const item of items) {
    if (need > 0 && Math.random() * left < need) {
      need--
      yield item
    }
    left--
  }
}

/** Calls at most ten times a second, and always with the last values when they are asked for late enough. */
function throttle<A extends unknown[]>(call: (...values: A) => void): (...values: A) => void {
  let lastMs = Number.NEGATIVE_INFINITY
  return (...values) => {
    if (performance.now() - lastMs < 100) return
    lastMs = performance.now()
    call(...values)
  }
}

export class UnknownDataSetError extends BaseError {
  override readonly name = 'Dataset.UnknownDataSetError'
  constructor(id: string) {
    super(`This browser knows no data set ${id.slice(0, 80)}.`)
  }
}

export class BusyError extends BaseError {
  override readonly name = 'Dataset.BusyError'
  constructor(id: string) {
    super(`Something else is being done with data set ${id.slice(0, 10)}…; wait for it or cancel it.`)
  }
}

export class OnlyCopyError extends BaseError {
  override readonly name = 'Dataset.OnlyCopyError'
  constructor(id: string) {
    super(`The local copy of data set ${id.slice(0, 10)}… is the only whole one.`, {
      metaMessages: ['Store it on a storage node first.'],
    })
  }
}
