import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { formatStatus, type Status } from './commands/status.ts'

const qoodPath = fileURLToPath(new URL('./qood.ts', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'qood-cli-'))
afterAll(() => rmSync(root, { recursive: true }))

function qood(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { promise, resolve } = Promise.withResolvers<{ code: number; stdout: string; stderr: string }>()
  const child = execFile(process.execPath, [qoodPath, ...argv], { cwd: root, timeout: 30_000 }, (_, stdout, stderr) => {
    resolve({ code: child.exitCode ?? -1, stdout, stderr })
  })
  child.stdin?.end()
  return promise
}

test('explains itself, each command too', async () => {
  const { code, stdout } = await qood('help')
  expect(code).toBe(0)
  const names = [...stdout.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name!)
  expect(names).toEqual(
    expect.arrayContaining(['up', 'node', 'status', 'producer', 'reset', 'light', 'verify', 'version']),
  )
  for (const name of names) {
    const help = await qood(name, '--help')
    expect([name, help.code, help.stderr]).toEqual([name, 0, ''])
    expect(help.stdout).toContain(`Usage: qood ${name}`)
  }
}, 240_000)

test('a word or an option that it does not know is named, and the exit code is 2', async () => {
  expect(await qood('fly')).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no command "fly"') })
  expect(await qood('constructor')).toMatchObject({ code: 2 })
  const option = await qood('status', '--colour')
  expect(option).toMatchObject({ code: 2, stderr: expect.stringContaining("'--colour'") })
  expect(option.stderr).toContain('`qood status --help` explains it.')
  expect(await qood('producer', 'stop')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('qood producer stop N'),
  })
  expect(await qood('producer', 'stop', 'x')).toMatchObject({ code: 2, stderr: expect.stringContaining('found "x"') })
  expect(await qood('node', '--slot-ms', '5')).toMatchObject({ code: 2, stderr: expect.stringContaining('from 20') })
  expect(await qood('node', '--genesis', 'g.json')).toMatchObject({ code: 2 })
})

test('says that no node runs, and deletes nothing without being sure', async () => {
  expect(await qood('status')).toMatchObject({ code: 1, stderr: expect.stringContaining('No node runs on this data') })
  expect(await qood('producer', 'list')).toMatchObject({ code: 1, stderr: expect.stringContaining('No node runs') })
  expect(await qood('reset')).toMatchObject({ code: 2, stderr: expect.stringContaining('Expected --yes') })
  expect(await qood('reset', '--yes')).toMatchObject({ code: 0, stdout: 'There was no chain to delete.\n' })
})

test('status says whether blocks are final, and what they wait for when not', () => {
  const status: Status = {
    chainId: 1,
    genesisHash: '0x01',
    head: { number: 12, hash: '0x02', timestamp: 1_000, miner: '0x03' },
    waiting: null,
    pool: { pending: 3, queued: 1 },
    producers: [{ index: 0, address: '0x03', isRunning: false, blocks: 5, missed: 2 }],
    rpcUrl: 'http://127.0.0.1:8545',
    pid: 7,
    upSeconds: 60,
  }
  const text = formatStatus(status, 1_500_000, 1_004_000)
  for (const part of ['12  0x02', '4 s', 'each block is final', '3 pending, 1 queued', '0 of 1 running', '1.5 MB']) {
    expect(text).toContain(part)
  }
  expect(text).toMatch(/0 {2}0x03 {2}stopped {2}5 blocks, 2 missed/)
  const waiting = formatStatus({ ...status, waiting: { running: 14, quorum: 15 } }, 0, 0)
  expect(waiting).toContain('waits: 14 producers run, 15 must seal')
})
