import { expect, test } from 'vitest'
import { TripStorageFullError } from './createOpfsTripStore.ts'
import { createTripWriter } from './createTripWriter.ts'
import { readTrip, readTripLog } from './readTrip.ts'
import { findSeries, type TripHeader } from './Trip.ts'

const speed = 'Vehicle.Speed'
const header: TripHeader = {
  format: 'qoodblock.trip',
  version: 1,
  id: 'trip',
  startedMs: 0,
  source: { kind: 'serial' },
  signals: [{ path: speed, unit: 'km/h', resolution: 0.01 }],
}

/** A disk that can be full. */
function fillingDisk() {
  const disk = { isFull: false, bytes: new Uint8Array() }
  const sink = {
    append(bytes: Uint8Array) {
      if (disk.isFull) throw new TripStorageFullError(0, bytes.length)
      disk.bytes = Uint8Array.from([...disk.bytes, ...bytes])
    },
  }
  return { disk, sink }
}

const full = { name: 'Recording.TripStorageFullError' }

test('a full disk is told at each flush, and when there is room everything is written in its order', async () => {
  const { disk, sink } = fillingDisk()
  const writer = await createTripWriter({ header, sink })
  disk.isFull = true
  for (const second of [1, 2, 3]) {
    writer.add(speed, second * 1000, second * 10)
    writer.log(`${second} 010D 410D0${second}`)
    await expect(writer.flush()).rejects.toMatchObject(full)
  }
  await expect(writer.addEvent({ atMs: 3000, kind: 'PAUSE', durationMs: 0 })).rejects.toMatchObject(full)
  disk.isFull = false
  writer.add(speed, 4000, 40)
  await writer.flush()
  await writer.finish(4000)
  const trip = await readTrip(disk.bytes)
  expect([...findSeries(trip, speed)!.values]).toEqual([10, 20, 30, 40])
  expect(trip.events.map(({ kind }) => kind)).toEqual(['PAUSE'])
  expect((await readTripLog(disk.bytes)).lines).toHaveLength(3)
  expect(trip.proof.complete).toBe(true)
})

test('what a sink throws that has no name of ours is told as a failed write, with its cause', async () => {
  let failures = 0
  const cause = new Error('the cable of the disk')
  const sink = {
    append() {
      if (failures++ === 1) throw cause
    },
  }
  const writer = await createTripWriter({ header, sink })
  writer.add(speed, 0, 1)
  await expect(writer.flush()).rejects.toMatchObject({ name: 'Recording.TripWriteError', cause })
  await writer.flush()
})

test('a value or a time that cannot be stored is refused alone and counted; what stands for none is not', async () => {
  const { disk, sink } = fillingDisk()
  const writer = await createTripWriter({ header, sink })
  const taken = [50, 1e18, -1e18, Number.POSITIVE_INFINITY, 51, Number.NaN].map((value) => writer.add(speed, 0, value))
  expect(taken).toEqual([true, false, false, false, true, false])
  expect(writer.add(speed, 1e18, 52)).toBe(false)
  expect(writer.refused()).toBe(4)
  await writer.finish(1)
  expect([...findSeries(await readTrip(disk.bytes), speed)!.values]).toEqual([50, 51])
})

test('the largest values that are taken come back, one after the other', async () => {
  const { disk, sink } = fillingDisk()
  const writer = await createTripWriter({ header, sink })
  const values = [2 ** 51 / 100, -(2 ** 51) / 100, 2 ** 51 / 100]
  for (const value of values) expect(writer.add(speed, 0, value)).toBe(true)
  expect(writer.add(speed, 0, (2 ** 51 + 64) / 100)).toBe(false)
  await writer.finish(1)
  expect([...findSeries(await readTrip(disk.bytes), speed)!.values]).toEqual(values)
})
