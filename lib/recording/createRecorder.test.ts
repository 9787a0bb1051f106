import { expect, test } from 'vitest'
import { createMemoryTripStore } from './createMemoryTripStore.ts'
import { startRecorder } from './createRecorder.ts'
import { readTrip } from './readTrip.ts'
import { findSeries } from './Trip.ts'

const latitude = 'Vehicle.CurrentLocation.Latitude'
const at = (timeMs: number, degrees: number) => ({ timeMs, latitude: degrees, longitude: 8.5, altitude: null })

async function recorderAt(startMs: number) {
  const clock = { ms: startMs }
  const store = createMemoryTripStore()
  const recorder = await startRecorder(
    { id: 'trip', source: { kind: 'simulator' }, paths: ['Vehicle.Speed'] },
    { store, now: () => clock.ms },
  )
  const read = async () => {
    await recorder.finish()
    const file = await store.open('trip')
    return readTrip(file.read())
  }
  return { clock, recorder, read }
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
