import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { bytesOf } from '../../lib/crypto/fixtures/createMemoryBlocks.ts'
import { readOwnerKey } from '../data/readOwnerKey.ts'
import { sealFile } from '../data/sealFile.ts'
import { startCryptoThreads } from '../data/startCryptoThreads.ts'
import { dataCommand } from './data.ts'

let root: string
const at = (name: string) => join(root, name)
const bytes = bytesOf(30_000)
const order = `0x${'07'.repeat(32)}`

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'qood-data-'))
  await writeFile(at('key'), `0x${'11'.repeat(32)}\n`)
  await writeFile(at('file'), bytes)
})
afterEach(() => rm(root, { recursive: true }))

type Answer = Record<string, unknown> & { ok: boolean; error?: { name: string } }
async function run(...argv: string[]): Promise<Answer> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  try {
    const code = await dataCommand.run(argv)
    const answer = JSON.parse(String(log.mock.calls[0]?.[0])) as Answer
    expect(code).toBe(answer.ok ? 0 : 1)
    return answer
  } finally {
    log.mockRestore()
  }
}
const seal = (...more: string[]) =>
  run(
    'seal',
    at('file'),
    '--out',
    at('set'),
    '--key',
    at('key'),
    '--title',
    'Test',
    '--threads',
    '2',
    '--chunk',
    '4096',
    ...more,
  )

async function grantTo(range: string) {
  const { point } = await run('buyer-key', '--out', at('secret'))
  const words = ['--buyer', String(point), '--order', order, '--range', range, '--out', at('grant')]
  await run('grant', at('set'), '--key', at('key'), ...words)
  return ['--grant', at('grant'), '--secret', at('secret')]
}

async function flip(path: string, place: number): Promise<void> {
  const damaged = await readFile(path)
  damaged[place]! ^= 1
  await writeFile(path, damaged)
}

test('seals, verifies and opens a file', async () => {
  const sealed = await seal()
  expect(sealed).toMatchObject({ ok: true, chunks: 8, bytes: 30_000, resumedAt: 0 })
  expect(await run('verify', at('set'))).toMatchObject({
    ok: true,
    chunks: 8,
    bytes: 30_000,
    dataRoot: sealed.dataRoot,
  })
  expect(await run('open', at('set'), '--out', at('plain'), '--key', at('key'))).toMatchObject({ ok: true })
  expect(new Uint8Array(await readFile(at('plain')))).toEqual(bytes)
  const names = await readdir(at('set'))
  expect(names.toSorted()).toEqual(['blocks', 'description.json'])
  expect(await readdir(join(at('set'), 'blocks'))).toContain(sealed.cid)
})

test('a buyer opens the granted range and nothing else', async () => {
  await seal()
  const grant = await grantTo('2:5')
  expect(await run('verify', at('set'), ...grant)).toMatchObject({ ok: true })
  expect(await run('open', at('set'), '--out', at('part'), ...grant)).toMatchObject({ ok: true, from: 2, to: 5 })
  expect(new Uint8Array(await readFile(at('part')))).toEqual(bytes.slice(2 * 4096, 5 * 4096))
  const beyond = await run('open', at('set'), '--out', at('more'), ...grant, '--range', '1:3')
  expect(beyond.error?.name).toBe('Crypto.NotGrantedError')
  expect(await readdir(root)).not.toContain('more')
})

test('refuses a damaged block, description, grant and secret by name, and leaves no file behind', async () => {
  await seal()
  const grant = await grantTo('0:3')
  const open = async () => (await run('open', at('set'), '--out', at('plain'), ...grant)).error?.name
  const text = await readFile(at('grant'), 'utf8')
  const { wrapped } = JSON.parse(text) as { wrapped: string[] }
  const [node] = wrapped
  await writeFile(
    at('grant'),
    text.replace(
      node!,
      node!.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
    ),
  )
  expect(await open()).toBe('Crypto.WrongKeyError')
  await writeFile(at('grant'), '{}')
  expect(await open()).toBe('Data.InvalidGrantError')
  await writeFile(at('grant'), text)
  await writeFile(at('secret'), `0x${'22'.repeat(32)}`)
  expect(await open()).toBe('Crypto.WrongKeyError')
  await writeFile(at('secret'), 'my words')
  expect(await open()).toBe('Data.InvalidKeyFileError')
  await flip(join(at('set'), 'description.json'), 20)
  expect(await open()).toMatch(/^Market\./)
  await flip(join(at('set'), 'description.json'), 20)
  for (const cid of await readdir(join(at('set'), 'blocks'))) await flip(join(at('set'), 'blocks', cid), 100)
  expect((await run('verify', at('set'))).error?.name).toBe('Crypto.WrongPageError')
  expect((await readdir(root)).toSorted()).toEqual(['file', 'grant', 'key', 'secret', 'set'])
})

test('another key opens nothing', async () => {
  await seal()
  await writeFile(at('other'), `0x${'33'.repeat(32)}`)
  const opened = await run('open', at('set'), '--out', at('plain'), '--key', at('other'))
  expect(opened.error?.name).toBe('Crypto.WrongKeyError')
})

test('cuts records by number and by time', async () => {
  const records = Array.from({ length: 10 }, (_, i) => `${JSON.stringify({ time: 10_500 + i * 400 })}\n`).join('')
  await writeFile(at('file'), records)
  expect(await seal('--records', '4')).toMatchObject({ ok: true, chunks: 3, records: 10 })
  await rm(at('set'), { recursive: true })
  expect(await seal('--window', '1000')).toMatchObject({ ok: true, chunks: 5, records: 10 })
  await run('open', at('set'), '--out', at('second'), '--key', at('key'), '--range', '1:2')
  expect(await readFile(at('second'), 'utf8')).toBe('{"time":11300}\n{"time":11700}\n')
})

test('goes on where it was interrupted', async () => {
  const pool = startCryptoThreads({ size: 2 })
  const controller = new AbortController()
  const input = {
    ...{ file: at('file'), folder: at('set'), owner: await readOwnerKey(at('key')), choices: { title: 'Test' }, pool },
    plan: { kind: 'fixed', maxChunkBytes: 4096 },
    dataClass: 'user',
    privacy: 'normal',
  } as const
  const onProgress = (done: number) => done >= 3 * 4096 && controller.abort()
  await expect(sealFile({ ...input, signal: controller.signal, onProgress })).rejects.toMatchObject({
    name: 'AbortError',
  })
  expect(await readdir(at('set'))).toContain('sealing.state')
  expect(await sealFile(input)).toMatchObject({ resumedAt: 3, body: { chunks: 8 } })
  pool.stop()
  expect(await run('verify', at('set'))).toMatchObject({ ok: true, bytes: 30_000 })
})

test('names a state that cannot be read', async () => {
  await seal()
  await rm(join(at('set'), 'description.json'))
  await writeFile(join(at('set'), 'sealing.state'), 'no state')
  expect((await seal()).error?.name).toBe('Data.DamagedStateError')
})

test('names files that are missing and folders that are taken', async () => {
  expect((await run('verify', at('nowhere'))).error?.name).toBe('Data.FileError')
  await seal()
  expect((await seal()).error?.name).toBe('Data.AlreadySealedError')
})

test.each([
  [[]],
  [['shred', 'file']],
  [['seal']],
  [['seal', 'file', '--title', 'x']],
  [['seal', 'file', '--colour', 'red']],
  [['seal', 'file', '--title', 'x', '--key', 'k', '--class', 'secret']],
])('does not guess what %j means', async (argv) => {
  await expect(dataCommand.run(argv)).rejects.toMatchObject({ name: 'Command.UsageError' })
})
