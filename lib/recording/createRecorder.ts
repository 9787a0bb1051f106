import { BaseError } from '../errors.ts'
import type { Exchange } from '../obd/createDialogue.ts'
import type { Reading } from '../obd/Reading.ts'
import { formatLogLine } from '../obd/replayTransport.ts'
import { createTripWriter } from './createTripWriter.ts'
import { detectEvents } from './detectEvents.ts'
import type { FrameKey } from './frameKey.ts'
import { findResume, readTrip } from './readTrip.ts'
import { unitOf } from './signalInfo.ts'
import type { EventKind, TripEvent, TripHeader } from './Trip.ts'
import type { TripFile, TripStore } from './TripStore.ts'

/** A position of the browser's GPS. */
export type Fix = {
  timeMs: number
  latitude: number
  longitude: number
  altitude?: number | null
  heading?: number | null
  accuracy?: number | null
}

export type RecorderState = {
  id: string
  /** `ending` from the moment that it was asked to end until everything is written. */
  status: 'recording' | 'paused' | 'ending'
  samples: number
  /** Values that are too large to be stored. */
  refused: number
  /** Why the last write failed; what it was to write waits and is tried again with the next flush. */
  fault?: { name: string; message: string }
  /** Time on the record, pauses included. */
  durationMs: number
}

export type StartTrip = {
  id: string
  source: TripHeader['source']
  /** Paths of the values to keep. */
  paths: readonly string[]
  vehicle?: string
  title?: string
}

type Options = { store: TripStore; key?: FrameKey; now?: () => number }

const gpsPaths = ['Latitude', 'Longitude', 'Altitude', 'Heading', 'HorizontalAccuracy'].map(
  (name) => `Vehicle.CurrentLocation.${name}`,
)

/** Starts a new trip and returns its recorder. */
export async function startRecorder(trip: StartTrip, options: Options) {
  const { key, now = Date.now } = options
  const header: TripHeader = {
    format: 'qoodblock.trip',
    version: 1,
    id: trip.id,
    startedMs: Math.round(now()),
    ...(trip.title && { title: trip.title }),
    ...(trip.vehicle && { vehicle: trip.vehicle }),
    source: trip.source,
    signals: [...new Set([...trip.paths, ...gpsPaths])].map((path) => ({ path, ...unitOf(path) })),
    ...(key && { key: key.publicKey }),
  }
  const file = await options.store.open(trip.id)
  try {
    return record(header, file, await createTripWriter({ header, sink: file, ...(key && { key }) }), options)
  } catch (error) {
    file.close()
    throw error
  }
}

/** Goes on with a trip that was interrupted: by a crash, a reload, a flat battery. */
export async function resumeRecorder(id: string, options: Options) {
  const { key } = options
  const file = await options.store.open(id)
  try {
    const { place, header, end } = findResume(file.read())
    if (header.key && header.key.x !== key?.publicKey.x) throw new OtherKeyError(id)
    file.truncate(end)
    const writer = await createTripWriter({ header, sink: file, resume: place, ...(header.key && key && { key }) })
    const recorder = record(header, file, writer, options)
    await recorder.note('RESUME')
    return recorder
  } catch (error) {
    file.close()
    throw error
  }
}

export type Recorder = ReturnType<typeof record>

function record(
  header: TripHeader,
  file: TripFile,
  writer: Awaited<ReturnType<typeof createTripWriter>>,
  { now = Date.now }: Options,
) {
  let status: RecorderState['status'] = 'recording'
  let samples = 0
  let fault: RecorderState['fault']
  let end: { atMs: number; events?: TripEvent[] } | undefined
  let ending: Promise<void> | undefined
  const sinceStart = (ms: number) => ms - header.startedMs
  const add = (path: string, atMs: number, value: unknown) => {
    const number = typeof value === 'boolean' ? Number(value) : value
    if (typeof number === 'number' && writer.add(path, atMs, number)) samples++
  }

  /** Notes whether a write succeeded, and passes on why not. */
  async function watch(write: Promise<void>): Promise<void> {
    try {
      await write
      fault = undefined
    } catch (error) {
      const { name, message } = error as Error
      fault = { name, message }
      throw error
    }
  }

  async function endTrip(): Promise<void> {
    end ??= { atMs: sinceStart(now()) }
    if (!end.events) {
      await watch(writer.flush())
      end.events = detectEvents(await readTrip(file.read()))
    }
    await watch(writer.finish(end.atMs, end.events))
    file.close()
  }

  return {
    id: header.id,
    /** Notes what the car said; values that may stand for none are left out. */
    addReadings(readings: readonly Reading[], timeMs: number): void {
      if (status !== 'recording') return
      const seen = new Set<string>()
      for (const { path, value, doubtful } of readings) {
        if (path === undefined || doubtful || seen.has(path)) continue
        seen.add(path)
        add(path, sinceStart(timeMs), value)
      }
    },
    addFix(fix: Fix): void {
      const atMs = sinceStart(fix.timeMs)
      // What a browser still remembers from before the trip is no part of it.
      if (status !== 'recording' || atMs < 0) return
      const values = [fix.latitude, fix.longitude, fix.altitude, fix.heading, fix.accuracy]
      for (const [index, path] of gpsPaths.entries()) add(path, atMs, values[index])
    },
    addExchange(exchange: Exchange, timeMs: number): void {
      if (status !== 'recording') return
      writer.log(formatLogLine({ atMs: Math.max(0, sinceStart(timeMs)), request: exchange.request, raw: exchange.raw }))
    },
    /** Writes what was added. What cannot be written stands in the state as `fault`, and waits for the next flush. */
    async flush(): Promise<void> {
      await watch(writer.flush()).catch(() => {})
    },
    async note(kind: EventKind): Promise<void> {
      if (status === 'ending') return
      if (kind === 'PAUSE') status = 'paused'
      if (kind === 'RESUME') status = 'recording'
      await watch(writer.addEvent({ atMs: sinceStart(now()), kind, durationMs: 0 })).catch(() => {})
    },
    state: (): RecorderState => ({
      id: header.id,
      status,
      samples,
      refused: writer.refused(),
      ...(fault && { fault }),
      durationMs: end?.atMs ?? sinceStart(now()),
    }),
    /**
     * Ends the trip: nothing more is added; what happened in it is found and written, and the file is let go. Where that cannot
     * be written, throws why and keeps the file: asked again, it goes on where it was.
     */
    finish(): Promise<void> {
      status = 'ending'
      ending ??= endTrip().catch((error) => {
        ending = undefined
        throw error
      })
      return ending
    },
    /** Lets go of the file, whatever could be written, and leaves the trip to be continued. */
    async leave(): Promise<void> {
      try {
        await writer.flush()
      } finally {
        file.close()
      }
    },
  }
}

export class OtherKeyError extends BaseError {
  override readonly name = 'Recording.OtherKeyError'
  constructor(id: string) {
    super(`Trip ${id} was begun with a key that this browser no longer has; it can be finished but not continued.`)
  }
}
