import { expect, test } from 'vitest'
import { createFillingTripStore } from './createFillingTripStore.ts'
import { type Recorder, startRecorder } from './createRecorder.ts'
import { readTrip } from './readTrip.ts'
import { findSeries } from './Trip.ts'

const latitude = 'Vehicle.CurrentLocation.Latitude'
const at = (timeMs: number, degrees: number) => ({ timeMs, latitude: degrees, longitude: 8.5, altitude: null })

const addSpeed = (recorder: Recorder, timeMs: number, value: number) =>
  recorder.addReadings([{ name: 'Vehicle speed', path: 'Vehicle.Speed', unit: 'km/h', value }] as never, timeMs)

const trip = { id: 'trip', source: { kind: 'simulator' as const }, paths: ['Vehicle.Speed'] }

async function recorderAt(startMs: number) {
  const clock = { ms: startMs }
  const { store, disk } = createFillingTripStore()
  const recorder = await startRecorder(trip, { store, now: () => clock.ms })
  const read = async () => {
    await recorder.finish()
    const file = await store.open('trip')
    return readTrip(file.read())
  }
  return { clock, recorder, read, store, disk }
}

test('a position that the browser remembers from before the trip is left out', async () => {
  const { recorder, read } = await recorderAt(10_000)
  recorder.addFix(at(9_999, 47))
  recorder.addFix(at(10_000, 48))
  recorder.addFix(at(11_000, 49))
  const series = findSeries(await read(), latitude)!
  expect([...series.times]).toEqual([0, 1_000])
  expect(series.values[0]).toBeCloseTo(48, 5)
})

test('positions are not recorded while the trip is paused', async () => {
  const { recorder, read } = await recorderAt(10_000)
  await recorder.note('PAUSE')
  recorder.addFix(at(11_000, 48))
  await recorder.note('RESUME')
  recorder.addFix(at(12_000, 49))
  expect([...findSeries(await read(), latitude)!.times]).toEqual([2_000])
})

test('a value that may stand for none, and one without a path, are not recorded', async () => {
  const { recorder, read } = await recorderAt(10_000)
  const speed = { name: 'Vehicle speed', path: 'Vehicle.Speed', unit: 'km/h' }
  recorder.addReadings(
    [
      { ...speed, value: 255, doubtful: true },
      { name: 'Status', value: 1 },
    ] as never,
    10_500,
  )
  recorder.addReadings(
    [
      { ...speed, value: 50 },
      { ...speed, value: 51 },
    ] as never,
    11_000,
  )
  const trip = await read()
  expect([...findSeries(trip, 'Vehicle.Speed')!.values]).toEqual([50])
  expect(recorder.state().samples).toBe(1)
})

test('says why it could not write until it can, and then has lost nothing', async () => {
  const { recorder, read, disk } = await recorderAt(10_000)
  disk.framesLeft = 0
  recorder.addFix(at(11_000, 48))
  await recorder.flush()
  recorder.addFix(at(12_000, 49))
  await recorder.note('PAUSE')
  expect(recorder.state()).toMatchObject({ status: 'paused', fault: { name: 'Recording.TripStorageFullError' } })
  disk.framesLeft = Number.POSITIVE_INFINITY
  await recorder.flush()
  expect(recorder.state()).not.toHaveProperty('fault')
  const whole = await read()
  expect([...findSeries(whole, latitude)!.times]).toEqual([1_000, 2_000])
  expect(whole.events.map(({ kind }) => kind)).toContain('PAUSE')
})

test('an end that finds no room, at whichever frame, is asked for again and is then as if it had found room', async () => {
  for (const frames of [0, 1, 2]) {
    const { clock, recorder, read, disk } = await recorderAt(10_000)
    for (let second = 0; second < 10; second++) recorder.addFix(at(10_000 + second * 1000, 48))
    for (const [second, value] of [0, 0, 9, 9, 9, 9].entries()) addSpeed(recorder, 10_000 + second * 1000, value)
    clock.ms = 20_000
    disk.framesLeft = frames
    await expect(recorder.finish()).rejects.toMatchObject({ name: 'Recording.TripStorageFullError' })
    expect(recorder.state()).toMatchObject({ status: 'ending', fault: { name: 'Recording.TripStorageFullError' } })
    clock.ms = 99_000
    recorder.addFix(at(99_000, 50))
    await recorder.note('RESUME')
    disk.framesLeft = Number.POSITIVE_INFINITY
    const whole = await read()
    expect(findSeries(whole, latitude)!.times).toHaveLength(10)
    expect(whole).toMatchObject({ durationMs: 10_000, proof: { complete: true } })
    expect(whole.events.map(({ kind }) => kind)).toEqual(['START'])
  }
})

test('lets go of the file where not even the header could be written, and where it leaves with something unwritten', async () => {
  const { recorder, store, disk } = await recorderAt(10_000)
  disk.framesLeft = 0
  await expect(startRecorder({ ...trip, id: 'second' }, { store })).rejects.toMatchObject({
    name: 'Recording.TripStorageFullError',
  })
  recorder.addFix(at(11_000, 48))
  await expect(recorder.leave()).rejects.toMatchObject({ name: 'Recording.TripStorageFullError' })
  expect(await store.held()).toEqual(new Set())
})

test('counts what is too large to be stored and records the rest', async () => {
  const { recorder, read } = await recorderAt(10_000)
  for (const value of [50, 1e18, 51]) addSpeed(recorder, 11_000, value)
  await recorder.flush()
  expect(recorder.state()).toMatchObject({ samples: 2, refused: 1 })
  expect([...findSeries(await read(), 'Vehicle.Speed')!.values]).toEqual([50, 51])
})
