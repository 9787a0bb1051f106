import { BaseError } from '../errors.ts'
import { encodeSamples, isStorable, type SampleColumns } from './encodeSamples.ts'
import { type FrameKey, signFrame } from './frameKey.ts'
import { encodeFrame, type FrameKind, frameKinds, hashFrame } from './frames.ts'
import type { TripEvent, TripHeader } from './Trip.ts'

/*
 * Writes a trip as it happens. What was added since the last flush is all that is kept in memory and all that a crash can
 * lose, so the recorder flushes every two seconds, however long the trip is. What could not be written, because the disk is
 * full, waits in its order and is written with the next flush that can.
 */
export type TripSink = {
  /** Writes at the end and does not return before the bytes are safe; what fails has written nothing. */
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
type Waiting = { kind: FrameKind; make: () => Uint8Array | Promise<Uint8Array> }

const encoder = new TextEncoder()
const encodeJson = (value: object) => encoder.encode(JSON.stringify(value))

/** Returns a writer; the header is written at once. */
export async function createTripWriter({ header, sink, key, resume }: TripWriterOptions) {
  const numbers = new Map(header.signals.map(({ path }, index) => [path, index]))
  const noColumns = (): SampleColumns[] => header.signals.map((_, signal) => ({ signal, times: [], values: [] }))
  let columns = noColumns()
  let log = ''
  let refused = 0
  let isEnded = false
  let head = resume?.head ?? new Uint8Array(32)
  let frames = resume?.frames ?? 0
  const waiting: Waiting[] = []
  let writing: Promise<void> = Promise.resolve()

  async function put(kind: FrameKind, payload: Uint8Array): Promise<void> {
    const hash = await hashFrame(head, frames, kind, payload)
    const signature = key ? await signFrame(key, hash) : undefined
    const bytes = encodeFrame({ kind, payload, hash, signature })
    try {
      await sink.append(bytes)
    } catch (cause) {
      throw cause instanceof BaseError ? cause : new TripWriteError(cause)
    }
    head = new Uint8Array(hash)
    frames++
  }

  async function writeWaiting(): Promise<void> {
    for (let next = waiting[0]; next; next = waiting[0]) {
      const payload = await next.make()
      next.make = () => payload
      await put(next.kind, payload)
      waiting.shift()
    }
  }
  /** One after another, whoever asks; where one failed, the next tries again. */
  const write = () => {
    writing = writing.then(writeWaiting, writeWaiting)
    return writing
  }

  const note = (kind: FrameKind, payload: Uint8Array) => waiting.push({ kind, make: () => payload })

  /** Makes frames of what was added. */
  function gather(): void {
    const full = columns.filter(({ times }) => times.length > 0)
    const text = log
    columns = noColumns()
    log = ''
    if (full.length > 0) note(frameKinds.samples, encodeSamples(full, header.signals))
    if (text !== '') waiting.push({ kind: frameKinds.log, make: () => deflate(encoder.encode(text)) })
  }

  if (!resume) await put(frameKinds.header, encodeJson(header))
  return {
    /**
     * Notes a value and returns whether it was taken. A path that the header does not name is left out, and so is what is no
     * number; what is too large to be stored is counted as refused.
     */
    add(path: string, atMs: number, value: number): boolean {
      const signal = numbers.get(path)
      if (isEnded || signal === undefined || Number.isNaN(value)) return false
      if (!isStorable(value, header.signals[signal]!.resolution) || !isStorable(atMs, 1)) {
        refused++
        return false
      }
      columns[signal]!.times.push(atMs)
      columns[signal]!.values.push(value)
      return true
    },
    /** How many values were too large to be stored. */
    refused: () => refused,
    /** Notes what was said on the wire. */
    log(line: string): void {
      if (!isEnded) log += `${line}\n`
    },
    addEvent(event: TripEvent): Promise<void> {
      if (!isEnded) note(frameKinds.event, encodeJson(event))
      return write()
    },
    /** Writes what was added; what throws is kept, and written by the next flush that can. */
    flush(): Promise<void> {
      gather()
      return write()
    },
    /** Ends the trip with what happened in it; nothing can be added after it. What throws can be asked again. */
    finish(durationMs: number, events: readonly TripEvent[] = []): Promise<void> {
      if (!isEnded) {
        gather()
        for (const event of events) note(frameKinds.event, encodeJson(event))
        note(frameKinds.end, encodeJson({ durationMs: Math.round(durationMs) }))
        isEnded = true
      }
      return write()
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

export class TripWriteError extends BaseError {
  override readonly name = 'Recording.TripWriteError'
  constructor(cause: unknown) {
    super('Expected what was recorded to be written to the disk, found that it could not be.', { cause })
  }
}
