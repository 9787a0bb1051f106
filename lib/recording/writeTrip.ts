import { createTripWriter, type TripSink } from './createTripWriter.ts'
import type { FrameKey } from './frameKey.ts'
import type { Trip } from './Trip.ts'
import { tripRows } from './tripRows.ts'

/** Writes a whole trip, as the recorder would have written it piece by piece. */
export async function writeTrip(trip: Trip, sink: TripSink, key?: FrameKey): Promise<void> {
  const header = key ? { ...trip.header, key: key.publicKey } : trip.header
  const writer = await createTripWriter({ header, sink, ...(key && { key }) })
  let flushedMs = 0
  for (const { atMs, values } of tripRows(trip)) {
    for (const [signal, value] of values) writer.add(trip.series[signal]!.path, atMs, value)
    if (atMs - flushedMs < 5000) continue
    await writer.flush()
    flushedMs = atMs
  }
  for (const event of trip.events) await writer.addEvent(event)
  await writer.finish(trip.durationMs)
}
