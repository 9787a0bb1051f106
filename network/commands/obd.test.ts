import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AdapterLostError } from '../../lib/obd/AdapterLostError.ts'
import { simulatedVin } from '../../lib/obd/simulator.ts'
import { startSession } from '../../lib/obd/startSession.ts'
import type { Transport } from '../../lib/obd/Transport.ts'
import { decodeLine } from '../obd/decodeLines.ts'
import { serveSimulator } from '../obd/serveSimulator.ts'

test('decode answers each line of JSON with one', () => {
  const answer = (line: object) => JSON.parse(decodeLine(JSON.stringify(line)))
  expect(answer({ request: '010C', raw: '41 0C 1A F8\r\r>' })).toMatchObject({
    ok: true,
    values: [{ pid: '0C', value: 1726, unit: 'rpm' }],
    dtcs: [],
  })
  expect(answer({ request: '03', raw: '43 01 33 00 00 00 00\r>', protocol: 3 })).toMatchObject({
    ok: true,
    dtcs: ['P0133'],
  })
  expect(answer({ request: '03', raw: 'NO DATA\r>' })).toMatchObject({
    ok: false,
    error: 'Obd.NoDataError',
    detail: expect.any(String),
  })
  expect(answer({ request: '010C' })).toMatchObject({ ok: false, error: 'Obd.InvalidLineError' })
  expect(JSON.parse(decodeLine('{'))).toMatchObject({ ok: false, error: 'Obd.InvalidLineError' })
})

test('the command reads lines until they end, whatever is in them', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../qood.ts'), 'obd', 'decode'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (data) => {
    output += data
  })
  child.stdin.end('{"request":"010D","raw":"41 0D 32\\r\\r>"}\n\nnonsense\n{"request":"ATRV","raw":"12.6V\\r\\r>"}')
  const [code] = await once(child, 'close')
  expect(code).toBe(0)
  expect(
    output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).ok),
  ).toEqual([true, false, true])
})

test('simulate is a car for any client on a TCP port', async () => {
  const server = await serveSimulator({ replyDelayMs: 0, searchMs: 0 })
  const transport: Transport = {
    kind: 'socket',
    label: 'TCP',
    baudRates: [38_400],
    async open(_, events) {
      const socket = connect(server.port, '127.0.0.1')
      socket.on('data', (data) => events.receive(data))
      socket.on('close', () => events.lost(new AdapterLostError(undefined)))
      await once(socket, 'connect')
      return { write: async (bytes) => void socket.write(bytes), close: async () => void socket.destroy() }
    },
  }
  const session = await startSession(transport)
  expect((await session.request('0902')).decoded.vin).toBe(simulatedVin)
  const lost = session.request('010C').catch((error: Error) => error.name)
  server.stop()
  expect(['Obd.AdapterLostError', expect.anything()]).toContainEqual(await lost)
  await expect(session.request('010D')).rejects.toMatchObject({ name: 'Obd.AdapterLostError' })
  await session.close()
})
