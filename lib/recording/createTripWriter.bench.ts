// node --expose-gc lib/recording/createTripWriter.bench.ts: the heap while two hours with 1,440,000 samples are recorded, to a sink that keeps nothing.
import { createTripWriter } from './createTripWriter.ts'
import { createFrameKey } from './frameKey.ts'

const paths = Array.from({ length: 10 }, (_, index) => `Vehicle.Signal${index}`)
const key = await createFrameKey()
let bytes = 0
const writer = await createTripWriter({
  header: {
    ...{ format: 'qoodblock.trip', version: 1, id: 'bench', startedMs: 0, source: { kind: 'socket' } },
    signals: paths.map((path) => ({ path, unit: '', resolution: 0.001 })),
    key: key.publicKey,
  },
  sink: {
    append(frame) {
      bytes += frame.length
    },
  },
  key,
})
const heapMiB = () => {
  ;(globalThis as { gc?: () => void }).gc?.()
  return Math.round((process.memoryUsage().heapUsed / 2 ** 20) * 10) / 10
}
const heaps: number[] = []
for (let atMs = 0; atMs < 7_200_000; atMs += 50) {
  for (const [index, path] of paths.entries()) writer.add(path, atMs, ((atMs * (index + 1)) % 90_000) / 1000)
  writer.log(`${atMs} 010C0D 7E8 06 41 0C 1A F8 0D 32`)
  if (atMs % 2000 === 0) await writer.flush()
  if (atMs % 720_000 === 0) heaps.push(heapMiB())
}
await writer.finish(7_200_000)
console.log(
  `${paths.length * 144_000} samples, ${(bytes / 1e6).toFixed(1)} MB written; heap in MiB every 12 minutes: ${heaps.join(' ')}`,
)
