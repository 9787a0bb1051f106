// node lib/recording/readTrip.bench.ts: a drive of two hours with more than a million samples, written as it is recorded and opened.

import { encodeTrip } from './encodeTrip.ts'
import { createFrameKey } from './frameKey.ts'
import { readTrip } from './readTrip.ts'
import { simulateTrip } from './simulateTrip.ts'
import { writeTrip } from './writeTrip.ts'

const trip = simulateTrip({ id: 'bench', startedMs: 1_790_000_000_000, minutes: 120, hz: 20 })
const samples = trip.series.reduce((sum, { times }) => sum + times.length, 0)
const parts: Uint8Array[] = []
let start = performance.now()
await writeTrip(trip, { append: (bytes) => void parts.push(bytes) }, await createFrameKey())
const writeMs = performance.now() - start
const bytes = new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer())
const openMs: number[] = []
for (let round = 0; round < 5; round++) {
  start = performance.now()
  await readTrip(bytes)
  openMs.push(performance.now() - start)
}
start = performance.now()
let lineBytes = 0
for (const piece of encodeTrip(trip)) lineBytes += piece.length
console.log(
  `${samples} samples, ${parts.length} signed frames, ${(bytes.length / samples).toFixed(2)} bytes a sample\n` +
    `written in ${writeMs.toFixed(0)} ms, opened with all checks in ${openMs.sort((a, b) => a - b)[2]!.toFixed(0)} ms, ` +
    `as lines of JSON (${(lineBytes / 1e6).toFixed(0)} MB) in ${(performance.now() - start).toFixed(0)} ms`,
)
