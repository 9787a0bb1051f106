import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drivingDictionary } from '../dictionary/base/drivingDictionary.ts'
import { validateLines } from '../dictionary/validateLines.ts'
import { createTripWriter } from './createTripWriter.ts'
import { decodeTrip } from './decodeTrip.ts'
import { detectEvents } from './detectEvents.ts'
import { encodeTrip } from './encodeTrip.ts'
import { exportTrip, type TripFormat } from './exportTrip.ts'
import { createFrameKey } from './frameKey.ts'
import { importTrip } from './importTrip.ts'
import { findResume, readTrip, readTripHeader, readTripLog } from './readTrip.ts'
import { simulateTrip } from './simulateTrip.ts'
import { findSeries, type Series, type TripHeader } from './Trip.ts'
import { writeTrip } from './writeTrip.ts'

const runs = Number(process.env.FC_NUM_RUNS ?? 100)
const startedMs = Date.parse('2026-11-28T09:00:00Z')
const drive = simulateTrip({ id: 'drive-1', startedMs, minutes: 3, seed: 4 })

function memoryFile() {
  const parts: Uint8Array[] = []
  return {
    parts,
    sink: { append: (bytes: Uint8Array) => void parts.push(bytes) },
    bytes: () => Uint8Array.from(parts.flatMap((part) => [...part])),
  }
}

async function written(key?: Awaited<ReturnType<typeof createFrameKey>>) {
  const file = memoryFile()
  await writeTrip(drive, file.sink, key)
  return file.bytes()
}

const speedOf = (trip: { series: readonly Series[] }) => [...findSeries(trip as never, 'Vehicle.Speed')!.values]

describe('a recording', () => {
  test('gives back every sample, event and time', async () => {
    const trip = await readTrip(await written())
    expect(trip.series).toEqual(drive.series)
    expect(trip.events).toEqual(drive.events)
    expect(trip.durationMs).toBe(180_000)
    expect(trip.proof).toMatchObject({ complete: true, trust: 'simulated', signed: 0 })
  })

  test('is signed frame by frame by a key that cannot be read', async () => {
    const key = await createFrameKey()
    expect(key.privateKey.extractable).toBe(false)
    const bytes = await written(key)
    const { proof } = await readTrip(bytes)
    expect(proof.signed).toBe(proof.frames)
    expect(readTripHeader(bytes).key).toEqual(key.publicKey)
  })

  test('a page that records without the simulator has the trust of its key, or of a page', async () => {
    const file = memoryFile()
    const key = await createFrameKey()
    const real = { ...drive, header: { ...drive.header, source: { kind: 'serial' as const } } }
    await writeTrip(real, file.sink, key)
    expect((await readTrip(file.bytes())).proof.trust).toBe('deviceKey')
    const plain = memoryFile()
    await writeTrip(real, plain.sink)
    expect((await readTrip(plain.bytes())).proof.trust).toBe('page')
  })

  test('one changed bit anywhere is found', async () => {
    const key = await createFrameKey()
    const file = memoryFile()
    await writeTrip(simulateTrip({ id: 'short', startedMs, minutes: 0.2 }), file.sink, key)
    const bytes = file.bytes()
    const { proof } = await readTrip(bytes)
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
        const changed = Uint8Array.from(bytes)
        changed[at]! ^= 1 << bit
        const outcome = await readTrip(changed).then(
          // A change in the head of a frame reads as a cut: then the end is missing, and it says so.
          (trip) => trip.proof.complete && trip.proof.head === proof.head,
          () => false,
        )
        expect(outcome).toBe(false)
      }),
      { numRuns: runs },
    )
  })

  test('a frame taken out, put twice or moved is found', async () => {
    const file = memoryFile()
    await writeTrip(drive, file.sink)
    const { parts } = file
    const join = (list: readonly Uint8Array[]) => Uint8Array.from(list.flatMap((part) => [...part]))
    for (const list of [
      parts.toSpliced(3, 1),
      parts.toSpliced(3, 0, parts[3]!),
      [parts[0]!, parts[2]!, parts[1]!, ...parts.slice(3)],
    ]) {
      await expect(readTrip(join(list))).rejects.toMatchObject({ name: 'Recording.BrokenChainError' })
    }
  })

  test('after a crash all whole frames are there, and the trip goes on where it was', async () => {
    const header: TripHeader = {
      ...drive.header,
      id: 'crash',
      signals: [{ path: 'Vehicle.Speed', unit: 'km/h', resolution: 0.001 }],
    }
    const file = memoryFile()
    const writer = await createTripWriter({ header, sink: file.sink })
    writer.add('Vehicle.Speed', 0, 10)
    await writer.flush()
    writer.add('Vehicle.Speed', 1000, 20)
    await writer.flush()
    const cut = file.bytes().slice(0, -7)
    const crashed = await readTrip(cut)
    expect(crashed.proof.complete).toBe(false)
    expect(speedOf(crashed)).toEqual([10])

    const { place, end, lastMs } = findResume(cut)
    const rest = memoryFile()
    const second = await createTripWriter({ header, sink: rest.sink, resume: place })
    second.add('Vehicle.Speed', 3000, 30)
    await second.finish(3000)
    const whole = await readTrip(Uint8Array.from([...cut.slice(0, end), ...rest.bytes()]))
    expect(lastMs).toBe(0)
    expect(speedOf(whole)).toEqual([10, 30])
    expect(whole.proof.complete).toBe(true)
  })

  test('keeps what was said on the wire', async () => {
    const file = memoryFile()
    const writer = await createTripWriter({ header: drive.header, sink: file.sink })
    writer.log('12 010C 410C1AF8')
    await writer.flush()
    writer.log('34 010D 410D32')
    await writer.finish(40)
    expect(await readTripLog(file.bytes())).toEqual({ lines: ['12 010C 410C1AF8', '34 010D 410D32'], frames: 2 })
  })

  test('what is no recording is refused', async () => {
    for (const bytes of [new Uint8Array(), new Uint8Array(500), new TextEncoder().encode('{"time":1}')]) {
      await expect(readTrip(bytes)).rejects.toMatchObject({ name: 'Recording.NotATripError' })
    }
  })

  test('keeps nothing in memory but what was not flushed: 100 flushes hold as much as one', async () => {
    const sizes: number[] = []
    const writer = await createTripWriter({
      header: drive.header,
      sink: { append: (bytes) => void sizes.push(bytes.length) },
    })
    for (let round = 0; round < 100; round++) {
      for (let at = 0; at < 50; at++) writer.add('Vehicle.Speed', round * 500 + at * 10, (at * 3) % 90)
      await writer.flush()
    }
    expect(Math.max(...sizes.slice(2)) - Math.min(...sizes.slice(2))).toBeLessThan(8)
  })
})

describe('formats', () => {
  test('lines of JSON fit the dictionary, are in the order of time, and come back', async () => {
    const pieces = [...encodeTrip(drive)]
    const report = await validateLines(
      drivingDictionary,
      (async function* () {
        yield* pieces
      })(),
    )
    expect(report.issues).toBe(0)
    const text = pieces.map((piece) => new TextDecoder().decode(piece)).join('')
    const times = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).time)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    const back = decodeTrip(new TextEncoder().encode(text), { id: 'again' })
    expect(back.header).toMatchObject({ id: 'again', startedMs, source: { kind: 'import' } })
    expect(speedOf(back)).toEqual(speedOf(drive))
    expect(back.events.map(({ kind, atMs }) => [kind, atMs])).toEqual(
      drive.events.map(({ kind, atMs }) => [kind, Math.round(atMs)]),
    )
  })

  test.each<TripFormat>(['csv', 'json', 'viss', 'jsonl'])('%s comes back with the same speeds', async (format) => {
    const bytes = new Uint8Array(await exportTrip(drive, format).arrayBuffer())
    const back = await importTrip(bytes, { id: format })
    expect(speedOf(back)).toEqual(speedOf(drive))
    expect(back.header.startedMs).toBe(startedMs)
  })

  test('names of columns become no formulas, further cells or lines of a table, and come back', async () => {
    const series = [
      { path: "=cmd|'/c calc'!A1", times: [0, 1000], values: [1, 2] },
      { path: 'a,b', times: [0, 1000], values: [3, -4e-7] },
    ]
    const json = JSON.stringify({ header: { startedMs }, series })
    const trip = await importTrip(new TextEncoder().encode(json), { id: 'a' })
    const csv = await exportTrip(trip, 'csv').text()
    const time = (ms: number) => new Date(startedMs + ms).toISOString()
    expect(csv).toBe(`time,'=cmd|'/c calc'!A1,"a,b"\r\n${time(0)},1,3\r\n${time(1000)},2,-4e-7\r\n`)
    const back = await importTrip(new TextEncoder().encode(csv), { id: 'b' })
    expect(back.series.map(({ path, values }) => [path, [...values]])).toEqual([
      ["'=cmd|'/c calc'!A1", [1, 2]],
      ['a,b', [3, -4e-7]],
    ])
    const broken = JSON.stringify({ header: { startedMs }, series: [{ ...series[0], path: 'a\r\nb' }] })
    const lines = await exportTrip(await importTrip(new TextEncoder().encode(broken), { id: 'c' }), 'csv').text()
    expect(lines).toMatch(/^time,"a\r\nb"\r\n/)
  })

  test('GeoJSON has [longitude, latitude], and its track comes back', async () => {
    const bytes = new Uint8Array(await exportTrip(drive, 'geojson').arrayBuffer())
    const [track] = JSON.parse(new TextDecoder().decode(bytes)).features
    expect(track.geometry.coordinates[0][0]).toBeCloseTo(9.18, 1)
    const back = await importTrip(bytes, { id: 'track' })
    expect(findSeries(back, 'Vehicle.CurrentLocation.Latitude')!.values).toEqual(
      findSeries(drive, 'Vehicle.CurrentLocation.Latitude')!.values,
    )
  })

  test('a recording is imported as it is; what is none of these is refused by name', async () => {
    expect(speedOf(await importTrip(await written(), { id: 'x' }))).toEqual(speedOf(drive))
    for (const text of ['hello', 'a,b\n1,2', '{"a":1}', '']) {
      await expect(importTrip(new TextEncoder().encode(text), { id: 'x' })).rejects.toMatchObject({
        name: /Recording\.\w+Error/,
      })
    }
  })
})

describe('events', () => {
  const series = (path: string, count: number, hz: number, value: (seconds: number) => number): Series => ({
    path,
    unit: '',
    resolution: 0.001,
    times: Float64Array.from({ length: count }, (_, at) => (at * 1000) / hz),
    values: Float64Array.from({ length: count }, (_, at) => value(at / hz)),
  })
  const speed = (hz: number, value: (seconds: number) => number, seconds = 20) => ({
    series: [series('Vehicle.Speed', hz * seconds, hz, (time) => Math.round(value(time)))],
  })
  const kinds = (trip: { series: Series[] }) => detectEvents(trip).map(({ kind }) => kind)
  const braking = (mps2: number) => (time: number) => (time < 8 ? 80 : Math.max(20, 80 - (time - 8) * mps2 * 3.6))

  test('braking at 4.5 m/s² is harsh, at 2.5 it is not', () => {
    const [event] = detectEvents(speed(10, braking(4.5)))
    expect(event).toMatchObject({ kind: 'HARSH_BRAKING', severity: 'LIGHT' })
    expect(event!.peak).toBeCloseTo(-4.5, 0)
    expect(event!.rateHz).toBeGreaterThan(9)
    expect(kinds(speed(10, braking(2.5)))).toEqual([])
  })

  test('the steps of 1 km/h at 10 Hz are no event, although neighbours differ by 2.8 m/s²', () => {
    expect(kinds(speed(10, (time) => 50 + Math.sin(time * 9)))).toEqual([])
  })

  test('below 2 Hz nothing is concluded', () => {
    expect(kinds(speed(1, braking(6), 40))).toEqual([])
  })

  test('moving off and stopping are seen only where the record shows them', () => {
    const whole = speed(10, (time) => (time > 3 && time < 15 ? Math.min(20, (time - 3) * 5, (15 - time) * 5) : 0))
    expect(kinds(whole)).toEqual(['START', 'STOP'])
  })

  test('acceleration, a collision, and idling', () => {
    expect(kinds(speed(10, (time) => Math.min(90, time * 3.4 * 3.6)))).toContain('HARSH_ACCELERATION')
    expect(kinds(speed(10, (time) => (time < 8 ? 60 : 0)))).toContain('COLLISION')
    const standing = speed(5, (time) => (time < 70 ? 0 : 30), 80)
    standing.series.push(series('Vehicle.Powertrain.CombustionEngine.Speed', 400, 5, () => 800))
    expect(kinds(standing)).toContain('IDLING')
  })

  test('an engine that stands while the car rolls is a breakdown', () => {
    const rolling = speed(5, (time) => Math.max(0, 60 - time * 2))
    rolling.series.push(series('Vehicle.Powertrain.CombustionEngine.Speed', 100, 5, (time) => (time < 5 ? 2000 : 0)))
    expect(kinds(rolling)).toContain('BREAKDOWN')
  })

  test('cornering follows from speed and course over ground, through north as well', () => {
    const bend = speed(5, () => 60)
    bend.series.push(
      series(
        'Vehicle.CurrentLocation.Heading',
        100,
        5,
        (time) => (350 + Math.max(0, Math.min(4, time - 8)) * 18) % 360,
      ),
    )
    const [event] = detectEvents(bend).filter(({ kind }) => kind === 'HARSH_CORNERING')
    expect(event!.peak).toBeCloseTo((60 / 3.6) * 18 * (Math.PI / 180), 0)
  })

  test('the simulated faults are found in its drives', () => {
    const drives = (['collision', 'breakdown'] as const).map((fault) =>
      simulateTrip({ id: fault, startedMs, minutes: 3, faults: [fault] }),
    )
    expect(drives.map(({ events }) => events.map(({ kind }) => kind))).toEqual([
      expect.arrayContaining(['COLLISION']),
      expect.arrayContaining(['BREAKDOWN']),
    ])
  })
})
