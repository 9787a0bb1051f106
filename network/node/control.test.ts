import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BaseError } from '../../lib/errors.ts'
import { callControl, controlPath, startControl } from './control.ts'

class BrokenError extends BaseError {
  override readonly name = 'Test.BrokenError'
}
const handlers = {
  echo: (params: unknown) => params,
  nothing: () => undefined,
  fail: () => {
    throw new BrokenError('It broke.')
  },
  hang: () => new Promise(() => {}),
}

let directory: string
let path: string
let control: Awaited<ReturnType<typeof startControl>>

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'qood-control-'))
  path = controlPath(directory)
  control = await startControl({ path, handlers })
})
afterEach(async () => {
  await control.stop()
  await rm(directory, { recursive: true })
})

async function sendLine(line: string): Promise<string> {
  const socket = createConnection(path)
  socket.write(`${line}\n`)
  const [data] = await once(socket, 'data')
  socket.destroy()
  return String(data)
}

test('carries a request and its answer', async () => {
  const params = { n: 7, text: 'zwei\nZeilen' }
  expect(await callControl(path, { method: 'echo', params })).toEqual(params)
  expect(await callControl(path, { method: 'nothing' })).toBeNull()
})

test('carries the name and the words of an error', async () => {
  await expect(callControl(path, { method: 'fail' })).rejects.toMatchObject({
    name: 'Control.RefusedRequestError',
    reason: 'Test.BrokenError',
    message: 'It broke.',
  })
})

test('knows only its own methods, not what every object has', async () => {
  for (const method of ['stop', 'toString', '__proto__']) {
    await expect(callControl(path, { method })).rejects.toMatchObject({ reason: 'Control.UnknownMethodError' })
  }
})

test('answers nonsense with a named error and lives on', async () => {
  for (const line of ['', '{', '[]', '{"method":7}']) {
    expect(await sendLine(line)).toContain('Control.InvalidRequestError')
  }
  expect(await callControl(path, { method: 'echo', params: 1 })).toBe(1)
})

test('hangs up on a request without end', async () => {
  const socket = createConnection(path)
  socket.on('error', () => {})
  socket.write('x'.repeat(70_000))
  await once(socket, 'close')
})

test('a node that does not answer in time is said to be busy', async () => {
  await expect(callControl(path, { method: 'hang' }, 20)).rejects.toMatchObject({ name: 'Control.NoAnswerError' })
})

test('says that no node runs, before the first and after the last', async () => {
  await expect(callControl(join(directory, 'none.sock'), { method: 'echo' })).rejects.toMatchObject({
    name: 'Control.NoNodeError',
  })
  await control.stop()
  await expect(callControl(path, { method: 'echo' })).rejects.toThrow('Start one with `qood up`')
})

test('takes over the socket that a killed node left behind', async () => {
  const second = await startControl({ path, handlers: { echo: () => 'second' } })
  expect(await callControl(path, { method: 'echo' })).toBe('second')
  await second.stop()
})

test('only the owner may connect', async () => {
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('a long directory name or Windows gets an address that the system can hold', () => {
  const long = join(tmpdir(), 'x'.repeat(120))
  expect(Buffer.byteLength(controlPath(long))).toBeLessThanOrEqual(100)
  expect(controlPath(long)).not.toBe(controlPath(`${long}y`))
  expect(controlPath(directory, 'win32')).toMatch(/^\\\\\.\\pipe\\qood-[0-9a-f]{16}$/)
})
