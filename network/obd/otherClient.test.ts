import { connect } from 'node:net'
import OBD, { type OBDOutput } from 'obd-parser'
import { beforeAll, expect, test } from 'vitest'
import { decodeReply } from '../../lib/obd/decodeReply.ts'
import { serveSimulator } from './serveSimulator.ts'

/* A client that is not ours (obd-parser from npm) on the other end of the wire: it sets up the adapter in its own way, and
   what it reads from the simulated car is what we read in the same reply. */
const { ECUPoller, PIDS, init } = OBD

/** This client waits a second, and takes whatever comes next for its answer: it is asked until that is what it asked for. */
async function poll(pid: InstanceType<(typeof PIDS)['Rpm']>): Promise<OBDOutput> {
  for (let tries = 0; tries < 6; tries++) {
    const output = await new ECUPoller({ pid, interval: 100 }).poll().catch(() => undefined)
    if (output && (output.pid === pid.getPid() || output.bytes === 'NODATA')) return output
  }
  throw new Error('There was no answer.')
}

beforeAll(async () => {
  const { port, stop } = await serveSimulator({ replyDelayMs: 2, searchMs: 0 })
  const socket = connect(port, '127.0.0.1').setEncoding('latin1')
  await init((configure: (connection: unknown) => Promise<unknown>) => configure(socket))
  // The first reply comes after the search for the protocol, which this client takes for the answer.
  await poll(new PIDS.Rpm())
  return () => {
    socket.destroy()
    stop()
  }
})

test.each([
  ['Rpm', '010C'],
  ['CoolantTemp', '0105'],
  ['VehicleSpeed', '010D'],
  ['IntakeManifoldAbsolutePressure', '010B'],
  ['IntakeAirTemperature', '010F'],
  ['MafAirFlowRate', '0110'],
  ['ThrottlePosition', '0111'],
] as const)('another client reads %s as we do', async (name, request) => {
  const { bytes, value } = await poll(new PIDS[name]())
  expect(value).toBe(decodeReply(request, `${bytes}\r>`).values[0]!.value)
})

test('what the car does not support is no value for another client either', async () => {
  const { bytes, value } = await poll(new PIDS.FuelPressure())
  expect([bytes, value]).toEqual(['NODATA', null])
  expect(() => decodeReply('010A', `${bytes}\r>`)).toThrow(expect.objectContaining({ name: 'Obd.NoDataError' }))
})
