import { createTripWriter, type TripSink } from './createTripWriter.ts'
import { UnstorableValueError } from './encodeSamples.ts'
import type { FrameKey } from './frameKey.ts'
import type { Trip } from './Trip.ts'
import { tripRows } from './tripRows.ts'

/** Writes a whole trip, as the recorder would have written it piece by piece. */
export async function writeTrip(trip: Trip, sink: TripSink, key?: FrameKey): Promise<void> {
  const header = key ? { ...trip.header, key: key.publicKey } : trip.header
  const writer = await createTripWriter({ header, sink, ...(key && { key }) })
  let flushedMs = 0
  for (const { atMs, values } of tripRows(trip)) {
    for (const [signal, value] of values) {
      const { path } = trip.series[signal]!
      // What is brought in is whole or refused; while one drives, the rest is worth more than one value.
      if (!writer.add(path, atMs, value) && writer.refused() > 0) throw new UnstorableValueError(path, value)
    }
    if (atMs - flushedMs < 5000) continue
    await writer.flush()
    flushedMs = atMs
  }
  await writer.finish(trip.durationMs, trip.events)
}
