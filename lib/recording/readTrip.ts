import { z } from 'zod'
import { encodeHex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import { inflate, type TripPlace } from './createTripWriter.ts'
import { decodeSamples } from './encodeSamples.ts'
import { verifySignatures } from './frameKey.ts'
import { type Frame, frameKinds, splitFrames, verifyChain } from './frames.ts'
import type { Series, SignalInfo, Trip, TripEvent, TripHeader, TripProof } from './Trip.ts'

const decoder = new TextDecoder()
const text = z.string().max(400)

const headerSchema = z.object({
  format: z.literal('qoodblock.trip'),
  version: z.literal(1),
  id: z.string().regex(/^[\w-]{1,64}$/),
  startedMs: z.number().int().min(0),
  title: text.optional(),
  vehicle: text.optional(),
  source: z.object({
    kind: z.enum(['serial', 'usb', 'bluetooth', 'simulator', 'replay', 'socket', 'import']),
    adapter: text.optional(),
    protocol: text.optional(),
  }),
  signals: z.array(z.object({ path: text, unit: text, resolution: z.number().positive().max(1000) })).max(1000),
  key: z.object({ kty: text, crv: text, x: text, y: text }).optional(),
})

/** Returns the head of a trip file; enough for a list of trips. */
export function readTripHeader(bytes: Uint8Array): TripHeader {
  const [first] = splitFrames(bytes).frames
  return parseHeader(first)
}

/**
 * Returns a trip with all its samples, after checking the chain of its frames and their signatures. What a crash cut off at the
 * end is left out; anything that was changed is an error.
 */
export async function readTrip(bytes: Uint8Array): Promise<Trip> {
  const { frames } = splitFrames(bytes)
  const header = parseHeader(frames[0])
  await verifyChain(frames)
  const signed = frames.flatMap(({ hash, signature }) => (signature ? [{ hash, signature }] : []))
  if (header.key) await verifySignatures(header.key, signed)
  const series = gatherSeries(frames, header.signals)
  const events = frames
    .filter(({ kind }) => kind === frameKinds.event)
    .map(({ payload }) => readJson<TripEvent>(payload))
  const last = frames.at(-1)!
  const complete = last.kind === frameKinds.end
  const longest = Math.max(0, ...series.map(({ times }) => times.at(-1) ?? 0))
  const durationMs = complete ? readJson<{ durationMs: number }>(last.payload).durationMs : longest
  return { header, series, events, durationMs, proof: describeProof(header, frames, signed.length, complete) }
}

/** Returns where an interrupted trip can go on, how many bytes of the file are whole, and whether it was ended already. */
export function findResume(bytes: Uint8Array) {
  const { frames, end } = splitFrames(bytes)
  const header = parseHeader(frames[0])
  const last = frames.at(-1)!
  const complete = last.kind === frameKinds.end
  const series = gatherSeries(frames.filter(({ kind }) => kind === frameKinds.samples).slice(-2), header.signals)
  const lastMs = Math.max(0, ...series.map(({ times }) => times.at(-1) ?? 0))
  const durationMs = complete ? readJson<{ durationMs: number }>(last.payload).durationMs : lastMs
  const place: TripPlace = { frames: frames.length, head: new Uint8Array(last.hash) }
  return { place, header, end, lastMs, complete, durationMs }
}

/** Returns what was said on the wire, from one frame of the log to another. */
export async function readTripLog(
  bytes: Uint8Array,
  from = 0,
  count = 50,
): Promise<{ lines: string[]; frames: number }> {
  const logs = splitFrames(bytes).frames.filter(({ kind }) => kind === frameKinds.log)
  const lines: string[] = []
  for (const { payload } of logs.slice(from, from + count)) {
    lines.push(
      ...decoder
        .decode(await inflate(payload))
        .split('\n')
        .filter((line) => line !== ''),
    )
  }
  return { lines, frames: logs.length }
}

function describeProof(header: TripHeader, frames: readonly Frame[], signed: number, complete: boolean): TripProof {
  const isSigned = header.key !== undefined && signed === frames.length
  const trust = header.source.kind === 'simulator' ? 'simulated' : isSigned ? 'deviceKey' : 'page'
  return {
    frames: frames.length,
    signed: header.key ? signed : 0,
    complete,
    trust,
    head: encodeHex(frames.at(-1)!.hash),
  }
}

function gatherSeries(frames: readonly Frame[], signals: readonly SignalInfo[]): Series[] {
  const blocks = frames
    .filter(({ kind }) => kind === frameKinds.samples)
    .flatMap(({ payload }) => decodeSamples(payload, signals))
  const counts = signals.map(() => 0)
  for (const { signal, times } of blocks) counts[signal]! += times.length
  const series = signals.map((info, index) => ({
    ...info,
    times: new Float64Array(counts[index]!),
    values: new Float64Array(counts[index]!),
  }))
  const filled = signals.map(() => 0)
  for (const { signal, times, values } of blocks) {
    series[signal]!.times.set(times, filled[signal]!)
    series[signal]!.values.set(values, filled[signal]!)
    filled[signal]! += times.length
  }
  return series
}

function parseHeader(frame: Frame | undefined): TripHeader {
  const parsed = headerSchema.safeParse(frame?.kind === frameKinds.header ? readJson(frame.payload) : undefined)
  if (!parsed.success) throw new NotATripError(parsed.error)
  return parsed.data as TripHeader
}

function readJson<T>(payload: Uint8Array): T {
  try {
    return JSON.parse(decoder.decode(payload)) as T
  } catch (cause) {
    throw new NotATripError(cause)
  }
}

export class NotATripError extends BaseError {
  override readonly name = 'Recording.NotATripError'
  constructor(cause: unknown) {
    super('Expected a recorded trip of version 1, found something else.', { cause })
  }
}
