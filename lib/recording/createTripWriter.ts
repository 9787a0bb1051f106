import { encodeSamples, type SampleColumns } from './encodeSamples.ts'
import { type FrameKey, signFrame } from './frameKey.ts'
import { encodeFrame, type FrameKind, frameKinds, hashFrame } from './frames.ts'
import type { TripEvent, TripHeader } from './Trip.ts'

/*
 * Writes a trip as it happens. What was added since the last flush is all that is kept in memory and all that a crash can
 * lose, so the recorder flushes every two seconds, however long the trip is.
 */
export type TripSink = {
  /** Writes at the end and does not return before the bytes are safe. */
  append(bytes: Uint8Array): Promise<void> | void
}

export type TripPlace = { frames: number; head: Uint8Array }

type TripWriterOptions = {
  header: TripHeader
  sink: TripSink
  key?: FrameKey
  /** Where an interrupted trip goes on; the header is then already written. */
  resume?: TripPlace
}

const encoder = new TextEncoder()

/** Returns a writer; the header is written at once. */
export async function createTripWriter({ header, sink, key, resume }: TripWriterOptions) {
  const numbers = new Map(header.signals.map(({ path }, index) => [path, index]))
  let columns: SampleColumns[] = header.signals.map((_, signal) => ({ signal, times: [], values: [] }))
  let log = ''
  let head = resume?.head ?? new Uint8Array(32)
  let frames = resume?.frames ?? 0
  let queue: Promise<void> = Promise.resolve()

  async function put(kind: FrameKind, payload: Uint8Array): Promise<void> {
    const hash = await hashFrame(head, frames, kind, payload)
    const signature = key ? await signFrame(key, hash) : undefined
    await sink.append(encodeFrame({ kind, payload, hash, signature }))
    head = new Uint8Array(hash)
    frames++
  }
  /** Frames are written one after another, whoever asks. */
  const enqueue = (kind: FrameKind, make: () => Uint8Array | Promise<Uint8Array>) => {
    queue = queue.then(async () => put(kind, await make()))
    return queue
  }

  async function flush(): Promise<void> {
    const full = columns.filter(({ times }) => times.length > 0)
    const text = log
    columns = header.signals.map((_, signal) => ({ signal, times: [], values: [] }))
    log = ''
    if (full.length > 0) enqueue(frameKinds.samples, () => encodeSamples(full, header.signals))
    if (text !== '') enqueue(frameKinds.log, () => deflate(encoder.encode(text)))
    await queue
  }

  if (!resume) await put(frameKinds.header, encoder.encode(JSON.stringify(header)))
  return {
    /** Notes a value; a path that the header does not name is left out. Returns whether it was taken. */
    add(path: string, atMs: number, value: number): boolean {
      const signal = numbers.get(path)
      if (signal === undefined || !Number.isFinite(value)) return false
      columns[signal]!.times.push(atMs)
      columns[signal]!.values.push(value)
      return true
    },
    /** Notes what was said on the wire. */
    log(line: string): void {
      log += `${line}\n`
    },
    addEvent: (event: TripEvent) => enqueue(frameKinds.event, () => encoder.encode(JSON.stringify(event))),
    flush,
    /** Ends the trip; nothing can be added after it. */
    async finish(durationMs: number): Promise<void> {
      await flush()
      await enqueue(frameKinds.end, () => encoder.encode(JSON.stringify({ durationMs: Math.round(durationMs) })))
    },
    place: (): TripPlace => ({ frames, head }),
  }
}

async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  return transform(bytes, new CompressionStream('deflate-raw'))
}

/** Returns the bytes of a log frame as they were before they were packed. */
export async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  return transform(bytes, new DecompressionStream('deflate-raw'))
}

async function transform(bytes: Uint8Array, through: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(through)
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
