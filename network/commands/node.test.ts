import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { callControl, controlPath } from '../node/control.ts'
import { callBatch, readBlock, spawnNode } from '../node/crashNode.ts'
import { readStatus, type Status } from './status.ts'

const qoodPath = fileURLToPath(new URL('../qood.ts', import.meta.url))
const patient = { timeout: 20_000 }

let data: string
let node: ReturnType<typeof spawnNode>
let url: string

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'qood-node-'))
  node = spawnNode(data)
  url = (await node.ready)!
})
afterAll(async () => {
  await node.kill()
  await rm(data, { recursive: true })
})

const headNumber = async () => Number((await readBlock(url, 'latest')).number)

function qood(...argv: string[]): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(process.execPath, [qoodPath, ...argv, '--data', data], { timeout: 30_000 })
}

/** The indexes of producers that have a seat now; the others are candidates. */
async function seated(status: Status): Promise<string[]> {
  const [validators] = await callBatch<Address[]>(url, [['qbft_getValidatorsByBlockNumber', 'latest']])
  const indexes = status.producers.filter(({ address }) => validators!.includes(address as Address))
  return indexes.map(({ index }) => String(index))
}

test('tells its state to whoever asks on its socket', async () => {
  await expect.poll(headNumber, patient).toBeGreaterThan(0)
  const status = await readStatus(data)
  expect(status).toMatchObject({ rpcUrl: url, pool: { pending: 0, queued: 0 }, producers: { length: 25 } })
  expect(status.head.hash).toBe((await readBlock(url, status.head.number)).hash)
  expect((await qood('status')).stdout).toContain('each block is final')
})

test('goes on with six producers stopped, waits with seven, and goes on without a fork when one is back', {
  timeout: 240_000,
}, async () => {
  const indexes = await seated(await readStatus(data))
  expect(indexes).toHaveLength(21)
  await qood('producer', 'stop', ...indexes.slice(0, 6))
  const withSix = await headNumber()
  await expect.poll(headNumber, patient).toBeGreaterThan(withSix + 2)

  await qood('producer', 'stop', indexes[6]!)
  await expect.poll(async () => (await readStatus(data)).waiting, patient).toEqual({ running: 14, quorum: 15 })
  const stopped = await readBlock(url, 'latest')
  expect((await qood('status')).stdout).toContain('waits: 14 producers run, 15 must seal')
  expect((await readBlock(url, 'latest')).hash).toBe(stopped.hash)

  await qood('producer', 'start', indexes[6]!)
  await expect.poll(headNumber, patient).toBeGreaterThan(Number(stopped.number))
  const next = await readBlock(url, Number(stopped.number) + 1)
  expect(next.parentHash).toBe(stopped.hash)
  expect((await readStatus(data)).waiting ?? undefined).toBeUndefined()
  // Within one round each of the six that are still stopped has had its turn.
  const missedTurns = async () => (await readStatus(data)).producers.reduce((sum, { missed }) => sum + missed, 0)
  await expect.poll(missedTurns, patient).toBeGreaterThan(0)
  await qood('producer', 'start', ...indexes)
})

test('sponsors are named, shown and taken away, and the file remembers them', async () => {
  const user = `0x${'0a'.repeat(20)}`
  const app = `0x${'0b'.repeat(20)}`
  expect((await qood('sponsor', 'list')).stdout).toBe('Nobody is sponsored.\n')
  expect((await qood('sponsor', 'add', user, '--by', app)).stdout).toBe(`${user} paid by ${app}\n`)
  expect(JSON.parse(await readFile(join(data, 'sponsors.json'), 'utf8'))).toEqual({ [user]: app })
  expect((await qood('sponsor', 'remove', user)).stdout).toBe('Nobody is sponsored.\n')
  await expect(qood('sponsor', 'add', user)).rejects.toMatchObject({ code: 2 })
})

test('a second node on the same data is refused, and so is a reset', async () => {
  const second = qood('node', '--rpc-port', '0')
  await expect(second).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('already runs a node on') })
  await expect(qood('reset', '--yes')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Stop it first'),
  })
  expect(await headNumber()).toBeGreaterThan(0)
})

test('a taken port is named', async () => {
  const elsewhere = join(data, 'elsewhere')
  const port = new URL(url).port
  const second = promisify(execFile)(process.execPath, [qoodPath, 'node', '--data', elsewhere, '--rpc-port', port])
  await expect(second).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(`Port ${port} on 127.0.0.1`) })
})

test('stops when told to, and begins again where it was', async () => {
  const before = await readBlock(url, 'latest')
  await callControl(controlPath(data), { method: 'shutdown' })
  expect(await node.exited).toBe(0)
  await expect(callControl(controlPath(data), { method: 'status' })).rejects.toMatchObject({
    name: 'Control.NoNodeError',
  })
  node = spawnNode(data)
  url = (await node.ready)!
  const same: Hex = (await readBlock(url, Number(before.number))).hash
  expect(same).toBe(before.hash)
  await expect.poll(headNumber, patient).toBeGreaterThan(Number(before.number))
})
