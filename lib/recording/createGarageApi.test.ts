import { afterEach, expect, test, vi } from 'vitest'
import { AdapterLostError } from '../obd/AdapterLostError.ts'
import { serveBridge } from '../obd/bridgeTransport.ts'
import { createSimulator, simulatedVin } from '../obd/simulator.ts'
import { simulatorTransport } from '../obd/simulatorTransport.ts'
import type { Transport } from '../obd/Transport.ts'
import { createFillingTripStore } from './createFillingTripStore.ts'
import { createGarageApi, type GarageEvents } from './createGarageApi.ts'
import { createMemoryTripStore } from './createMemoryTripStore.ts'
import { createFrameKey } from './frameKey.ts'
import { readTrip } from './readTrip.ts'
import { findSeries } from './Trip.ts'

const paths = ['Vehicle.Speed', 'Vehicle.Powertrain.CombustionEngine.Speed']
const signals = [
  { pid: '0D', hz: 0 },
  { pid: '0C', hz: 0 },
]
const none = new AbortController().signal
const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const api of running.splice(0)) await api.stop()
})

function garage(store = createMemoryTripStore(), key = createFrameKey()) {
  const events: { [K in keyof GarageEvents]?: GarageEvents[K][] } = {}
  const waiting = new Set<() => void>()
  const api = createGarageApi({
    store: async () => store,
    key: () => key,
    emit(event, data) {
      const list: unknown[] = events[event] ?? []
      list.push(data)
      Object.assign(events, { [event]: list })
      for (const look of waiting) look()
    },
  })
  running.push(api)
  const seen = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!holds()) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  const samples = () => (events.samples ?? []).flat().reduce((sum, batch) => sum + batch.samples.length, 0)
  return { api, events, seen, samples, store, key }
}

const source = () => ({
  kind: 'simulator' as const,
  options: { replyDelayMs: 2, searchMs: 0, faults: ['catalyst' as const] },
})

/** An adapter that can be pulled out and put in again. */
function looseAdapter() {
  const inner = simulatorTransport(createSimulator({ replyDelayMs: 2, searchMs: 0 }))
  let lose: (reason: AdapterLostError) => void = () => {}
  const transport: Transport = {
    ...inner,
    kind: 'serial',
    open(rate, events) {
      lose = events.lost
      return inner.open(rate, events)
    },
  }
  return {
    plugIn: () => ({
      kind: 'bridge' as const,
      port: serveBridge(transport),
      info: { kind: 'serial' as const, label: 'FTDI', baudRates: [38_400] },
    }),
    pullOut: () => lose(new AdapterLostError(new Error('unplugged'))),
  }
}

test('connects, reads what the car says about itself, and its faults', async () => {
  const { api, events } = garage()
  const car = await api.connect({ source: source() }, none)
  expect(car).toMatchObject({ protocol: 'can11', canJoin: true, identity: { kind: 'simulator' } })
  expect((await api.readVehicle({}, none)).vin).toBe(simulatedVin)
  const faults = await api.readFaults({}, none)
  expect(faults.stored?.map(({ code }) => code)).toEqual(['P0420'])
  expect(faults.freezeFrame[0]).toMatchObject({ value: 'P0420' })
  expect(faults.tests.length).toBeGreaterThan(2)
  expect(events.phase!.at(-1)).toEqual({ phase: 'connected' })
})

test('records what it polls, signed, with the wire beside it', async () => {
  const { api, seen, samples } = garage()
  await api.connect({ source: source() }, none)
  const id = await api.startTrip({ paths })
  await api.poll({ signals })
  await seen(() => samples() > 60)
  await api.stopTrip()
  const { value: trip } = (await api.openTrip({ id })) as unknown as { value: import('./Trip.ts').Trip }
  expect(findSeries(trip, 'Vehicle.Speed')!.values.length).toBeGreaterThan(20)
  expect(trip.proof).toMatchObject({ complete: true, trust: 'simulated', signed: trip.proof.frames })
  const { lines } = await api.readLog({ id, from: 0 })
  expect(lines.some((line) => / 010D0C\d? .*41 ?0D|010D0C/.test(line))).toBe(true)
})

test('records what it polls from the start, whatever was answered before', async () => {
  const { api, seen, samples } = garage()
  await api.connect({ source: source() }, none)
  await api.poll({ signals })
  const id = await api.startTrip({ paths: [] })
  const before = samples()
  await seen(() => samples() > before + 60)
  await api.stopTrip()
  const { value: trip } = (await api.openTrip({ id })) as unknown as { value: import('./Trip.ts').Trip }
  for (const path of paths) expect(findSeries(trip, path)!.values.length).toBeGreaterThan(10)
})

test('nothing is recorded while it is paused', async () => {
  const { api, seen, samples } = garage()
  await api.connect({ source: source() }, none)
  await api.startTrip({ paths })
  await api.pauseTrip()
  await api.poll({ signals })
  await seen(() => samples() > 20)
  const id = await api.stopTrip()
  const { value: trip } = (await api.openTrip({ id })) as unknown as { value: import('./Trip.ts').Trip }
  expect(trip.series.reduce((sum, { times }) => sum + times.length, 0)).toBe(0)
})

test('unplugged and plugged in again in the middle: one trip, with a gap', async () => {
  const { api, events, seen, samples } = garage()
  const adapter = looseAdapter()
  await api.connect({ source: adapter.plugIn() }, none)
  const id = await api.startTrip({ paths })
  await api.poll({ signals })
  await seen(() => samples() > 20)
  adapter.pullOut()
  await seen(() => events.phase!.at(-1)!.phase === 'lost')
  const before = samples()
  await api.connect({ source: adapter.plugIn(), again: true }, none)
  await api.poll({ signals })
  await seen(() => samples() > before + 20)
  await api.stopTrip()
  const { value: trip } = (await api.openTrip({ id })) as unknown as { value: import('./Trip.ts').Trip }
  expect(trip.events.map(({ kind }) => kind)).toContain('LOST')
  expect(trip.header.source.kind).toBe('serial')
  expect(trip.proof.trust).toBe('deviceKey')
})

test('a page that is gone in the middle leaves a trip that can be continued or ended', async () => {
  const first = garage()
  await first.api.connect({ source: source() }, none)
  const id = await first.api.startTrip({ paths })
  await first.api.poll({ signals })
  await first.seen(() => first.samples() > 20)
  await first.api.stop()

  const second = garage(first.store, first.key)
  expect(await second.api.listTrips()).toMatchObject([{ header: { id }, complete: false, isHeld: false }])
  await second.api.connect({ source: source() }, none)
  await second.api.continueTrip({ id })
  await second.api.poll({ signals })
  await second.seen(() => second.samples() > 20)
  await second.api.stopTrip()
  const [trip] = await second.api.listTrips()
  expect(trip).toMatchObject({ header: { id }, complete: true })
})

test('with a full disk the screen is told by name, the trip goes on, and a stop that found no room ends it later', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  try {
    const { store, disk } = createFillingTripStore()
    const { api, events, seen } = garage(store)
    const last = () => events.recorder!.at(-1)
    const full = { name: 'Recording.TripStorageFullError' }
    await api.connect({ source: source() }, none)
    const id = await api.startTrip({ paths })
    await api.addFix({ fix: { timeMs: Date.now(), latitude: 48, longitude: 9 } })
    disk.framesLeft = 0
    vi.advanceTimersByTime(2_000)
    await seen(() => last()?.fault !== undefined)
    expect(last()).toMatchObject({ id, status: 'recording', fault: full })
    expect(events.phase!.at(-1)).toEqual({ phase: 'connected' })
    await expect(api.stopTrip()).rejects.toMatchObject(full)
    expect(last()).toMatchObject({ status: 'ending', fault: full })
    expect(await store.held()).toEqual(new Set([id]))
    disk.framesLeft = Number.POSITIVE_INFINITY
    vi.advanceTimersByTime(2_000)
    await seen(() => last() === null)
    expect(await api.listTrips()).toMatchObject([{ header: { id }, complete: true, isHeld: false }])
    expect(findSeries(await readTrip(await store.read(id)), 'Vehicle.CurrentLocation.Latitude')!.values[0]).toBe(48)
  } finally {
    vi.useRealTimers()
  }
})

test('a trip that turns out to be changed while it ends is let go of', async () => {
  const memory = createMemoryTripStore()
  const store: typeof memory = {
    ...memory,
    async open(id) {
      const file = await memory.open(id)
      return { ...file, read: () => file.read().map((byte, at) => (at === 9 ? byte ^ 1 : byte)) }
    },
  }
  const { api, events } = garage(store)
  await api.connect({ source: source() }, none)
  await api.startTrip({ paths })
  await expect(api.stopTrip()).rejects.toMatchObject({ name: 'Recording.NotATripError' })
  expect(events.recorder!.at(-1)).toBe(null)
  expect(await store.held()).toEqual(new Set())
})

test('a drive for which the disk has no room leaves nothing of itself in the list', async () => {
  const { store, disk } = createFillingTripStore()
  const { api } = garage(store)
  disk.framesLeft = 3
  await expect(api.sampleTrip({ minutes: 5, seed: 3 })).rejects.toMatchObject({
    name: 'Recording.TripStorageFullError',
  })
  expect(await api.listTrips()).toEqual([])
  expect(await store.held()).toEqual(new Set())
})

test('two recorders cannot be started at once', async () => {
  const { api, store } = garage()
  await api.connect({ source: source() }, none)
  const both = await Promise.allSettled([api.startTrip({ paths }), api.startTrip({ paths })])
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  await api.stopTrip()
  expect(await store.held()).toEqual(new Set())
})

test('what does not answer as an adapter is refused, and the next connection works', async () => {
  const { api } = garage()
  const deaf: Transport = {
    kind: 'serial',
    label: 'a modem',
    baudRates: [9600],
    open: async () => ({ write: async () => {}, close: async () => {} }),
  }
  const port = serveBridge(deaf)
  const info = { kind: 'serial' as const, label: 'a modem', baudRates: [9600] }
  await expect(api.connect({ source: { kind: 'bridge', port, info } }, none)).rejects.toMatchObject({
    name: 'Obd.NoAdapterError',
  })
  expect((await api.connect({ source: source() }, none)).protocol).toBe('can11')
})

test('the second tab cannot record into the trip of the first', async () => {
  const first = garage()
  await first.api.connect({ source: source() }, none)
  const id = await first.api.startTrip({ paths })
  const second = garage(first.store, first.key)
  await expect(second.api.continueTrip({ id })).rejects.toMatchObject({ name: 'Recording.TripBusyError' })
  expect(await second.api.listTrips()).toMatchObject([{ complete: false, isHeld: true }])
  await expect(second.api.startTrip({ paths })).rejects.toMatchObject({ name: 'Recording.NotConnectedError' })
  await expect(first.api.startTrip({ paths })).rejects.toMatchObject({ name: 'Recording.AlreadyRecordingError' })
})

test('ends a trip that was cut off, makes a sample drive, and imports one', async () => {
  const { api, store } = garage()
  const id = await api.sampleTrip({ minutes: 2, seed: 3 })
  const whole = await store.read(id)
  const cut = await store.open('cut')
  cut.append(whole.slice(0, whole.length - 400))
  cut.close()
  await api.endTrip({ id: 'cut' })
  expect((await api.listTrips()).every(({ complete }) => complete)).toBe(true)
  const imported = await api.importFile({ bytes: whole })
  expect(imported).not.toBe(id)
})
