/** Who reported the values of a trip, from the weakest to the strongest. A page cannot tell a car from an emulator. */
export type TrustLevel = 'simulated' | 'page' | 'deviceKey' | 'dongle' | 'maker'

export type SignalInfo = {
  /** The path in the dictionary. */
  path: string
  unit: string
  /** The step in which values are kept. */
  resolution: number
}

export type TripHeader = {
  format: 'qoodblock.trip'
  version: 1
  id: string
  /** Milliseconds since 1970; all other times of a trip count from here. */
  startedMs: number
  title?: string
  /** The public name of the car in the registry, never its VIN. */
  vehicle?: string
  source: {
    kind: 'serial' | 'usb' | 'bluetooth' | 'simulator' | 'replay' | 'socket' | 'import'
    adapter?: string
    protocol?: string
  }
  signals: SignalInfo[]
  /** The public half of the key that signs the frames (JWK, P-256). */
  key?: { kty: string; crv: string; x: string; y: string }
}

export type EventKind =
  | 'HARSH_BRAKING'
  | 'HARSH_ACCELERATION'
  | 'HARSH_CORNERING'
  | 'COLLISION'
  | 'BREAKDOWN'
  | 'IDLING'
  | 'START'
  | 'STOP'
  | 'PAUSE'
  | 'RESUME'
  | 'LOST'

export type TripEvent = {
  atMs: number
  kind: EventKind
  durationMs: number
  severity?: 'LIGHT' | 'MEDIUM' | 'HARD'
  /** Largest acceleration in m/s². */
  peak?: number
  /** How often the signal was sampled that shows the event; an event is only as good as this. */
  rateHz?: number
}

export type Series = SignalInfo & { times: Float64Array; values: Float64Array }

export type Trip = {
  header: TripHeader
  series: Series[]
  events: TripEvent[]
  durationMs: number
  /** Frames that were written, and whether the chain of their hashes and their signatures hold. */
  proof: TripProof
}

export type TripProof = {
  frames: number
  signed: number
  /** The trip was ended in order; otherwise the page was closed or fell over while it recorded. */
  complete: boolean
  trust: TrustLevel
  /** Hash of the last frame: commits to all of them. */
  head: string
}

/** Returns the series of a path. */
export function findSeries(trip: Pick<Trip, 'series'>, path: string): Series | undefined {
  return trip.series.find((series) => series.path === path)
}
