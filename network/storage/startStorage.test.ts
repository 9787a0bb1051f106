import { once } from 'node:events'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { NextToLast } from 'blockstore-fs/sharding'
import { CID } from 'multiformats/cid'
import { afterEach, expect, test } from 'vitest'
import { equalBytes } from '../../lib/bytes/equalBytes.ts'
import { createBlockReader, fetchBlock } from '../../lib/ipfs/fetchBlock.ts'
import {
  checkLease,
  type Lease,
  pinBlocks,
  readAccountUse,
  readHealth,
  readLease,
  readLeases,
  releaseLease,
} from '../../lib/ipfs/leases.ts'
import { publishBytes } from '../../lib/ipfs/publishBytes.ts'
import { findMissing, putBlocks } from '../../lib/ipfs/putBlocks.ts'
import type { StorageNode } from '../../lib/ipfs/StorageNode.ts'
import { entryBytes } from './createStorage.ts'
import { accessOf, alice, bob, clearTestStorage, makeBlock, makeFolder, startTestStorage } from './testStorage.ts'

afterEach(clearTestStorage)

const soon = () => Date.now() + 60_000

async function settled(node: StorageNode, id: string): Promise<Lease> {
  for (;;) {
    const lease = await readLease({ node, id })
    if (!lease?.pulling) return lease!
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function findFile(folder: string, cid: string): string {
  const { dir, file } = new NextToLast().encode(CID.parse(cid))
  return join(folder, 'blocks', dir, file)
}

test('gives back what it was given, checked against its CID', async () => {
  const { node } = await startTestStorage()
  const blocks = [0, 1, 1024, 1_100_000].map(makeBlock)
  expect(await putBlocks({ node, blocks })).toEqual({ blocks: 4, bytes: 1_101_025 })
  for (const { cid, bytes } of blocks) expect(equalBytes(await fetchBlock({ cid, nodes: [node] }), bytes)).toBe(true)
})

test('serves as a trustless gateway with headers that browsers need', async () => {
  const { node } = await startTestStorage()
  const block = makeBlock(2000)
  await putBlocks({ node, blocks: [block] })
  const response = await fetch(`${node.http}/ipfs/${block.cid}?format=raw`)
  expect(response.headers.get('content-type')).toBe('application/vnd.ipld.raw')
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  const etag = response.headers.get('etag')!
  expect((await fetch(response.url, { headers: { 'if-none-match': etag } })).status).toBe(304)
  const head = await fetch(response.url, { method: 'HEAD' })
  expect(head.headers.get('content-length')).toBe('2000')
})

test('refuses bytes that are not those of the CID, by name, and keeps nothing of them', async () => {
  const { node } = await startTestStorage()
  const { cid, bytes } = makeBlock(500)
  bytes[17]! ^= 1
  await expect(putBlocks({ node, blocks: [{ cid, bytes }] })).rejects.toMatchObject({ name: 'Storage.WrongBytesError' })
  const put = await fetch(`${node.http}/ipfs/${cid}`, { method: 'PUT', body: bytes })
  expect([put.status, (await put.json()).error.name]).toEqual([400, 'Storage.WrongBytesError'])
  expect(await findMissing({ node, cids: [cid] })).toEqual([cid])
})

test('names blocks that are too large and requests that make no sense', async () => {
  const { node } = await startTestStorage()
  const { cid, bytes } = makeBlock(2_097_153)
  const tooLarge = await fetch(`${node.http}/ipfs/${cid}`, { method: 'PUT', body: bytes })
  expect([tooLarge.status, (await tooLarge.json()).error.name]).toEqual([413, 'Storage.BlockTooLargeError'])
  const nameOf = async (path: string, init: RequestInit) =>
    (await (await fetch(node.http + path, init)).json()).error.name
  expect(await nameOf('/leases', { method: 'POST', body: '{"id":1}' })).toBe('Storage.InvalidRequestError')
  expect(await nameOf('/leases', { method: 'POST', body: 'x' })).toBe('Storage.InvalidRequestError')
  expect(await nameOf('/ipfs/QmNo', { method: 'GET' })).toBe('Crypto.InvalidCidError')
  expect(await nameOf('/blocks', { method: 'POST', body: 'no car' })).toBe('Ipfs.InvalidCarError')
  expect(await nameOf('/nowhere', {})).toBe('Storage.NotFoundError')
})

test('says which blocks are missing, so that an interrupted upload sends only those', async () => {
  const { node } = await startTestStorage()
  const blocks = [1, 2, 3].map(makeBlock)
  await putBlocks({ node, blocks: blocks.slice(0, 2) })
  expect(await findMissing({ node, cids: blocks.map(({ cid }) => cid) })).toEqual([blocks[2]!.cid])
})

test('keeps blocks and leases over a restart', async () => {
  const first = await startTestStorage()
  const block = makeBlock(300)
  await putBlocks({ node: first.node, blocks: [block] })
  await pinBlocks({ node: first.node, id: 'set', untilMs: soon(), cids: [block.cid] })
  await first.stop()
  const { node } = await startTestStorage({ folder: first.folder })
  expect(await fetchBlock({ cid: block.cid, nodes: [node] })).toEqual(block.bytes)
  expect(await readLease({ node, id: 'set' })).toMatchObject({ blocks: 1, bytes: 300, missing: 0 })
})

test('collects what nobody leased after the grace time and what was leased when the lease ends', async () => {
  let now = Date.now()
  const { node, storage } = await startTestStorage({ now: () => now, limits: { graceMs: 1000 } })
  const [loose, leased] = [makeBlock(10), makeBlock(20)]
  await putBlocks({ node, blocks: [loose, leased] })
  await pinBlocks({ node, id: 'set', untilMs: now + 5000, cids: [leased.cid] })
  expect(await storage.collect()).toBe(0)
  now += 2000
  expect(await storage.collect()).toBe(1)
  expect(await findMissing({ node, cids: [loose.cid, leased.cid] })).toEqual([loose.cid])
  now += 5000
  expect(await storage.collect()).toBe(1)
  expect(await readHealth({ node })).toMatchObject({ blocks: 0, bytes: 0, leases: 0, status: 'ok' })
})

test('holds each account to its quota and says so by name; another account goes on', async () => {
  const { node } = await startTestStorage({ limits: { quotaBytes: 20_000 } })
  const [access, other] = await Promise.all([accessOf(alice), accessOf(bob)])
  const kept = makeBlock(4000)
  await putBlocks({ node, access, blocks: [kept] })
  await pinBlocks({ node, access, id: 'set', untilMs: soon(), cids: [kept.cid] })
  const more = makeBlock(8000)
  await expect(putBlocks({ node, access, blocks: [more] })).rejects.toMatchObject({
    name: 'Storage.QuotaExceededError',
  })
  await putBlocks({ node, access: other, blocks: [more] })
  const wish = { node, access, id: 'more', untilMs: soon(), cids: [more.cid] }
  await expect(pinBlocks(wish)).rejects.toMatchObject({ name: 'Storage.QuotaExceededError' })
  expect(await readAccountUse({ node, access })).toMatchObject({
    usedBytes: 4000 + 2 * entryBytes,
    quotaBytes: 20_000,
    leases: 1,
  })
  await releaseLease({ node, access, id: 'set' })
  expect(await readLease({ node, access, id: 'set' })).toBeUndefined()
})

test('shows leases to their account only', async () => {
  const { node } = await startTestStorage()
  const [access, other] = await Promise.all([accessOf(alice), accessOf(bob)])
  const block = makeBlock(40)
  await putBlocks({ node, access, blocks: [block] })
  await pinBlocks({ node, access, id: 'mine', title: 'Spring', untilMs: soon(), cids: [block.cid] })
  expect(await readLeases({ node, access })).toMatchObject([{ id: 'mine', title: 'Spring', bytes: 40 }])
  expect(await readLeases({ node, access: other })).toEqual([])
  expect(await readLeases({ node })).toEqual([])
  await releaseLease({ node, access: other, id: 'mine' })
  expect(await readLeases({ node, access })).toHaveLength(1)
})

test('refuses a proof made for another node, one that ran out and one that was changed', async () => {
  const [a, b] = [await startTestStorage(), await startTestStorage()]
  const access = await accessOf(alice)
  const proof = await access(a.node)
  const ask = (authorization: string, node = a.node) =>
    fetch(`${node.http}/account`, { headers: { authorization } }).then(async (r) => [
      r.status,
      (await r.json()).error?.name,
    ])
  expect((await ask(proof))[0]).toBe(200)
  expect(await ask(proof, b.node)).toEqual([401, 'Storage.OtherAddressError'])
  const old = await (await accessOf(alice, Date.now() - 1))(a.node)
  expect(await ask(old)).toEqual([401, 'Storage.AccessDeniedError'])
  const forged = `Qood ${btoa(atob(proof.slice(5).replaceAll('-', '+').replaceAll('_', '/')).replace(/"account":"0x../, '"account":"0x00'))}`
  expect(await ask(forged)).toEqual([401, 'Storage.AccessDeniedError'])
})

test('a node that names another one in /health gets no proof that serves there', async () => {
  const honest = await startTestStorage()
  const access = await accessOf(alice)
  await pinBlocks({ node: honest.node, access, id: 'mine', untilMs: soon(), cids: [] })
  const { node: name } = await readHealth({ node: honest.node })
  let shown = ''
  const liar = createServer(({ headers, url }, response) => {
    shown = headers.authorization ?? shown
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(url === '/health' ? { node: name } : {}))
  })
  liar.listen(0, '127.0.0.1')
  await once(liar, 'listening')
  await readAccountUse({ node: { http: `http://127.0.0.1:${(liar.address() as AddressInfo).port}` }, access })
  liar.close()
  const replayed = await fetch(`${honest.node.http}/leases/mine`, {
    method: 'DELETE',
    headers: { authorization: shown },
  })
  expect(shown).toMatch(/^Qood /)
  expect([replayed.status, (await replayed.json()).error?.name]).toEqual([401, 'Storage.OtherAddressError'])
  expect(await readLeases({ node: honest.node, access })).toHaveLength(1)
})

test('a node that is told its addresses accepts proofs for these and for no other', async () => {
  const addresses = ['https://storage.example/', 'https://keep.example:8443']
  const { node } = await startTestStorage({ addresses })
  const access = await accessOf(alice)
  const status = async (http: string) => {
    const headers = { authorization: await access({ http }) }
    return (await fetch(`${node.http}/account`, { headers })).status
  }
  const tried = [...addresses, 'http://storage.example', 'https://storage.example:8443', node.http]
  expect(await Promise.all(tried.map(status))).toEqual([200, 200, 401, 401, 401])
})

test('a node that was told no address accepts proofs for where it listens, and for no other name of that place', async () => {
  const { node } = await startTestStorage()
  const access = await accessOf(alice)
  const name = async (http: string) => {
    const headers = { authorization: await access({ http }) }
    return (await (await fetch(`${node.http}/account`, { headers })).json()).error?.name
  }
  expect(await name(`${node.http}/`)).toBeUndefined()
  expect(await name(node.http.replace('127.0.0.1', 'localhost'))).toBe('Storage.OtherAddressError')
  await expect(access({ http: 'storage.example' })).rejects.toMatchObject({ name: 'Storage.AddressError' })
})

test('refuses a proof in the form that named a node instead of its address, by a name of its own', async () => {
  const { node } = await startTestStorage()
  const proof = await (await accessOf(alice))(node)
  const {
    version: _,
    origin: __,
    ...first
  } = JSON.parse(atob(proof.slice(5).replaceAll('-', '+').replaceAll('_', '/')))
  const authorization = `Qood ${btoa(JSON.stringify({ ...first, node: (await readHealth({ node })).node }))}`
  const answer = await fetch(`${node.http}/account`, { headers: { authorization } })
  expect([answer.status, (await answer.json()).error.name]).toEqual([401, 'Storage.ProofVersionError'])
})

test('refuses leases beyond the longest and says until when they may run', async () => {
  const { node } = await startTestStorage()
  const wish = { node, id: 'set', cids: [], untilMs: Date.now() + 10 ** 12 }
  await expect(pinBlocks(wish)).rejects.toMatchObject({ name: 'Storage.LeaseTimeError' })
  await expect(pinBlocks({ ...wish, untilMs: 1 })).rejects.toMatchObject({ name: 'Storage.LeaseTimeError' })
})

test('finds damage on its disk, forgets the block and takes it again', async () => {
  const { node, folder } = await startTestStorage()
  const [whole, damaged, lost] = [makeBlock(100), makeBlock(200), makeBlock(300)]
  const cids = [whole, damaged, lost].map(({ cid }) => cid)
  await putBlocks({ node, blocks: [whole, damaged, lost] })
  await pinBlocks({ node, id: 'set', untilMs: soon(), cids })
  writeFileSync(findFile(folder, damaged.cid), new Uint8Array(200))
  rmSync(findFile(folder, lost.cid))
  expect(await checkLease({ node, id: 'set' })).toEqual({
    ...{ checked: 3, bytes: 100 },
    ...{ missing: [lost.cid], damaged: [damaged.cid] },
  })
  expect((await findMissing({ node, cids })).sort()).toEqual([damaged.cid, lost.cid].sort())
  await putBlocks({ node, blocks: [damaged, lost] })
  expect(await checkLease({ node, id: 'set' })).toMatchObject({ bytes: 600, missing: [], damaged: [] })
})

test('takes in what a crash left on the disk without an entry, if it is whole', async () => {
  const first = await startTestStorage()
  const [whole, torn] = [makeBlock(100), makeBlock(200)]
  await putBlocks({ node: first.node, blocks: [whole, torn] })
  await first.stop()
  writeFileSync(findFile(first.folder, torn.cid), torn.bytes.subarray(0, 150))
  rmSync(join(first.folder, 'index.db'))
  const { node, storage } = await startTestStorage({ folder: first.folder })
  await storage.reconcile()
  expect(await findMissing({ node, cids: [whole.cid, torn.cid] })).toEqual([torn.cid])
  expect(existsSync(findFile(first.folder, torn.cid))).toBe(false)
})

test('never serves damaged bytes', async () => {
  const { node, folder } = await startTestStorage()
  const block = makeBlock(200)
  await putBlocks({ node, blocks: [block] })
  writeFileSync(findFile(folder, block.cid), new Uint8Array(200))
  await expect(fetchBlock({ cid: block.cid, nodes: [node] })).rejects.toMatchObject({
    name: 'Ipfs.BlockUnavailableError',
  })
})

test('a node that lies or is away does not keep the block from coming from another', async () => {
  const { node } = await startTestStorage()
  const block = makeBlock(200)
  await putBlocks({ node, blocks: [block] })
  const liar = { http: 'http://liar.invalid' }
  const away = { http: 'http://127.0.0.1:1' }
  const lying: typeof fetch = async (url, init) =>
    String(url).startsWith(liar.http) ? new Response('lies') : fetch(url, init)
  expect(await fetchBlock({ cid: block.cid, nodes: [liar, away, node], fetch: lying })).toEqual(block.bytes)
  const failed = fetchBlock({ cid: block.cid, nodes: [liar, away], fetch: lying })
  await expect(failed).rejects.toThrow(/gave other bytes[\s\S]*does not answer/)
  expect(await createBlockReader([liar, away], { fetch: lying })(block.cid)).toBeUndefined()
})

test('stops when told to', async () => {
  const { node } = await startTestStorage()
  const { cid } = makeBlock(1)
  const signal = AbortSignal.abort(new Error('enough'))
  await expect(fetchBlock({ cid, nodes: [node], signal })).rejects.toThrow('enough')
  await expect(putBlocks({ node, blocks: [makeBlock(1)], signal })).rejects.toThrow('enough')
})

test('the second node fetches a lease from the first over bitswap', async () => {
  const first = await startTestStorage({ swarmPort: 0 })
  const blocks = Array.from({ length: 20 }, (_, i) => makeBlock(1000 * i + 1))
  const cids = blocks.map(({ cid }) => cid)
  await putBlocks({ node: first.node, blocks })
  const second = await startTestStorage({ swarmPort: 0, peers: [first.node.swarm!] })
  await pinBlocks({ node: second.node, id: 'set', untilMs: soon(), cids, pull: true })
  expect(await settled(second.node, 'set')).toMatchObject({ blocks: 20, missing: 0 })
  await first.stop()
  for (const { cid, bytes } of blocks) {
    expect(equalBytes(await fetchBlock({ cid, nodes: [second.node] }), bytes)).toBe(true)
  }
  expect((await readHealth({ node: second.node })).swarm[0]).toBe(second.node.swarm)
})

test('keeps its peer id over a restart', async () => {
  const folder = makeFolder()
  const first = await startTestStorage({ folder, swarmPort: 0 })
  const before = (await readHealth({ node: first.node })).node
  await first.stop()
  const second = await startTestStorage({ folder, swarmPort: 0 })
  expect((await readHealth({ node: second.node })).node).toBe(before)
})

test('publishes one document on as many nodes as told, and says where it failed', async () => {
  const [a, b] = [await startTestStorage(), await startTestStorage()]
  const bytes = makeBlock(900).bytes
  const { cid, stored } = await publishBytes({ bytes, nodes: [a.node, b.node], untilMs: soon() })
  expect(stored).toEqual([a.node, b.node])
  expect(await fetchBlock({ cid, nodes: [b.node] })).toEqual(bytes)
  const away = { http: 'http://127.0.0.1:1' }
  const failed = publishBytes({ bytes, nodes: [a.node, away], untilMs: soon() })
  await expect(failed).rejects.toMatchObject({ name: 'Ipfs.TooFewCopiesError' })
  expect((await publishBytes({ bytes, nodes: [away, a.node], copies: 1, untilMs: soon() })).stored).toEqual([a.node])
})

test('says that the disk is full and takes blocks again when there is room', async () => {
  const { node, folder } = await startTestStorage({ limits: { reserveBytes: 2 ** 52 } })
  const block = makeBlock(10)
  await expect(putBlocks({ node, blocks: [block] })).rejects.toMatchObject({ name: 'Storage.DiskFullError' })
  expect((await readHealth({ node })).status).toBe('full')
  await clearTestStorage()
  const roomy = await startTestStorage({ folder })
  await putBlocks({ node: roomy.node, blocks: [block] })
})

test('gives its counters in the text format of Prometheus', async () => {
  const { node } = await startTestStorage()
  await putBlocks({ node, blocks: [makeBlock(10)] })
  const text = await (await fetch(`${node.http}/metrics`)).text()
  expect(text).toContain('# TYPE qood_storage_bytes_put_total counter\nqood_storage_bytes_put_total 10\n')
})
