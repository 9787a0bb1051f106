import { BaseError } from '../errors.ts'
import { type BridgeInfo, bridgeTransport } from '../obd/bridgeTransport.ts'
import type { AdapterIdentity } from '../obd/connectAdapter.ts'
import type { ControlUnitInfo } from '../obd/connectCar.ts'
import type { Exchange } from '../obd/createDialogue.ts'
import type { PollSignal } from '../obd/createPollPlan.ts'
import { parseRequest } from '../obd/parseRequest.ts'
import { pids } from '../obd/pids.ts'
import { readFaults } from '../obd/readFaults.ts'
import { readVehicle } from '../obd/readVehicle.ts'
import { parseLog, replayTransport } from '../obd/replayTransport.ts'
import { type Serial, serialTransport } from '../obd/serialTransport.ts'
import { createSimulator, type Simulator, type SimulatorOptions } from '../obd/simulator.ts'
import { simulatorTransport } from '../obd/simulatorTransport.ts'
import { startPolling } from '../obd/startPolling.ts'
import { type ClearConsent, type Session, startSession } from '../obd/startSession.ts'
import type { Transport } from '../obd/Transport.ts'
import { transfer } from '../rpc/rpc.ts'
import { createMeter, type Meter } from './createMeter.ts'
import { type Fix, type RecorderState, resumeRecorder, startRecorder } from './createRecorder.ts'
import { AlreadyRecordingError, createTripDesk } from './createTripDesk.ts'
import { createTripWriter } from './createTripWriter.ts'
import { detectEvents } from './detectEvents.ts'
import type { FrameKey } from './frameKey.ts'
import { importTrip } from './importTrip.ts'
import { findResume, readTrip, readTripHeader, readTripLog } from './readTrip.ts'
import { simulateTrip } from './simulateTrip.ts'
import type { Trip, TripHeader } from './Trip.ts'
import type { TripStore } from './TripStore.ts'
import { writeTrip } from './writeTrip.ts'

/*
 * All that the garage does off the main thread: one connection to a car, polling, one recorder, and the trips of this browser.
 */
export type CarSource =
  | { kind: 'simulator'; options: Omit<SimulatorOptions, 'timer'> }
  | { kind: 'replay'; log: string }
  /** A serial port that the worker sees itself, by what it says about itself. */
  | { kind: 'serial'; info: string }
  | { kind: 'bridge'; port: MessagePort; info: BridgeInfo }

export type ConnectedCar = {
  identity: AdapterIdentity
  protocol: string
  protocolNumber: string
  units: readonly ControlUnitInfo[]
  supported: string[]
  canJoin: boolean
  volts?: number
}

export type LiveSample = { pid: string; name: string; unit: string; value: number; path?: string }
export type LiveBatch = { timeMs: number; samples: LiveSample[] }
export type Phase =
  | { phase: 'idle' }
  | { phase: 'connecting'; step?: string; detail?: string }
  | { phase: 'connected' }
  | { phase: 'lost'; error: string }

export type GarageEvents = {
  phase: Phase
  samples: LiveBatch[]
  meter: Meter & { volts?: number }
  recorder: RecorderState | null
}

export type TripSummary = {
  header: TripHeader
  bytes: number
  complete: boolean
  durationMs: number
  /** Somebody writes it now: this tab or another. */
  isHeld: boolean
}

export type GarageOptions = {
  store: () => Promise<TripStore>
  key: () => Promise<FrameKey | undefined>
  serial?: Pick<Serial, 'getPorts'> | undefined
  emit<K extends keyof GarageEvents & string>(event: K, data: GarageEvents[K]): void
}

const sampleEveryMs = 40
const flushEveryMs = 2000

/** Returns the methods that a page calls. */
export function createGarageApi({ store, key, serial, emit }: GarageOptions) {
  let session: Session | undefined
  let polling: ReturnType<typeof startPolling> | undefined
  let polled: readonly PollSignal[] = []
  const desk = createTripDesk((state) => emit('recorder', state))
  let simulator: Simulator | undefined
  let volts: number | undefined
  let meter = createMeter()
  let queue: LiveBatch[] = []
  const kept: { stores?: Promise<TripStore>; keys?: Promise<FrameKey | undefined> } = {}
  const trips = () => (kept.stores ??= store())
  const frameKey = () => (kept.keys ??= key().catch(() => undefined))
  // The clocks of performance and of the day, so that times of replies are times of the day.
  const dayMs = performance.timeOrigin
  const timers = [
    setInterval(() => {
      if (queue.length === 0) return
      emit('samples', queue)
      queue = []
    }, sampleEveryMs),
    setInterval(() => {
      if (session) emit('meter', { ...meter.read(performance.now()), ...(volts !== undefined && { volts }) })
      desk.tell()
    }, 500),
    setInterval(() => void desk.flush(), flushEveryMs),
    setInterval(() => void addSimulatedFix(), 1000),
  ]

  /** The simulated car knows where it is, as a phone in it would. */
  function addSimulatedFix(): void {
    const car = simulator?.car
    if (!car || !session) return
    const { latitude, longitude, headingDeg: heading } = car
    desk.current()?.addFix({ timeMs: Math.round(Date.now()), latitude, longitude, heading, accuracy: 5 })
  }

  function openTransport(source: CarSource): Transport | Promise<Transport> {
    if (source.kind === 'simulator') {
      simulator = createSimulator(source.options)
      return simulatorTransport(simulator)
    }
    if (source.kind === 'replay') return replayTransport(parseLog(source.log))
    if (source.kind === 'bridge') return bridgeTransport(source.port, source.info)
    return findOwnPort(serial, source.info)
  }

  function hear(exchange: Exchange): void {
    desk.current()?.addExchange(exchange, dayMs + exchange.receivedMs)
  }

  async function leaveSession(): Promise<void> {
    const [oldPolling, oldSession] = [polling, session]
    polling = undefined
    session = undefined
    volts = undefined
    await oldPolling?.stop()
    await oldSession?.close()
  }

  return {
    async connect(
      {
        source,
        protocol,
        baudRate,
        again,
      }: { source: CarSource; protocol?: string; baudRate?: number; again?: boolean },
      signal: AbortSignal,
    ): Promise<ConnectedCar> {
      await leaveSession()
      if (source.kind !== 'simulator') simulator = undefined
      emit('phase', { phase: 'connecting' })
      let ours: Session | undefined
      try {
        const found = await startSession(await openTransport(source), {
          signal,
          log: hear,
          ...(protocol !== undefined && { protocol }),
          ...(baudRate !== undefined && { baudRate }),
          onStep: (step, detail) => emit('phase', { phase: 'connecting', step, detail }),
          onLost(reason) {
            // A connection that is given up before it was made is no loss.
            if (!ours || session !== ours) return
            void desk.note('LOST')
            emit('phase', { phase: 'lost', error: reason.name })
          },
        })
        ours = found
        session = found
        if (again) meter.reconnected()
        else meter = createMeter()
        volts = await found.readVoltage(signal).catch(() => undefined)
        void frameKey()
        emit('phase', { phase: 'connected' })
        const { identity, protocolNumber, units, supported, canJoin } = found
        return {
          identity,
          protocol: found.protocol,
          protocolNumber,
          units,
          supported: [...supported].sort(),
          canJoin,
          ...(volts !== undefined && { volts }),
        }
      } catch (error) {
        emit('phase', { phase: 'idle' })
        throw error
      }
    },
    async disconnect(): Promise<void> {
      await leaveSession()
      simulator = undefined
      emit('phase', { phase: 'idle' })
    },
    /** Polls these parameters from now on; none stops polling. */
    async poll({
      signals,
      maxQueriesPerSecond,
    }: {
      signals: PollSignal[]
      maxQueriesPerSecond?: number
    }): Promise<void> {
      const current = need(session)
      await polling?.stop()
      polling = undefined
      polled = signals
      if (signals.length === 0 || session !== current) return
      let nextVoltsMs = performance.now() + 10_000
      polling = startPolling(current, {
        signals,
        ...(maxQueriesPerSecond !== undefined && { maxQueriesPerSecond }),
        onBatch({ atMs, readings, answer }) {
          const main = mainReadings(readings)
          meter.add(atMs, [...new Set(main.map(({ pid }) => pid!))], answer.receivedMs - answer.sentMs)
          desk.current()?.addReadings(main, dayMs + atMs)
          queue.push({ timeMs: dayMs + atMs, samples: main.flatMap(liveSample) })
          if (atMs < nextVoltsMs) return
          nextVoltsMs = atMs + 10_000
          current.readVoltage().then(
            (value) => {
              volts = value
            },
            () => {},
          )
        },
        onMiss: (name) => meter.miss(name),
        onLost: (reason) => emit('phase', { phase: 'lost', error: reason.name }),
      })
    },
    readFaults: async (_: object, signal: AbortSignal) => readFaults(need(session), { signal }),
    readVehicle: async (_: object, signal: AbortSignal) => readVehicle(need(session), { signal }),
    async clearCodes({ consent }: { consent: ClearConsent }, signal: AbortSignal): Promise<void> {
      await need(session).clearCodes(consent, signal)
    },
    /** Asks one thing and gives the bytes behind the echo; for parameters of an imported list. */
    async askRaw({ request, header }: { request: string; header?: string }, signal: AbortSignal): Promise<number[]> {
      const { raw } = await need(session)
        .request(request, { signal, ...(header !== undefined && { header }) })
        .catch((error: unknown) => {
          if (error instanceof BaseError && error.name === 'Obd.UnknownParameterError') return { raw: '' }
          throw error
        })
      return bytesBehindEcho(request, raw)
    },

    /** Records these paths and what is polled, also what the car has not answered yet. */
    async startTrip({ paths, vehicle, title }: { paths: string[]; vehicle?: string; title?: string }): Promise<string> {
      const id = newTripId()
      await desk.begin(async () => {
        const { identity, protocol } = need(session)
        const signing = await frameKey()
        const adapter = `${identity.label}, ${identity.stn ?? identity.version}`
        return startRecorder(
          {
            id,
            source: { kind: identity.kind, adapter, protocol },
            paths: [...paths, ...polled.flatMap(pathsOf)],
            ...(vehicle && { vehicle }),
            ...(title && { title }),
          },
          { store: await trips(), ...(signing && { key: signing }) },
        )
      })
      return id
    },
    async pauseTrip(): Promise<void> {
      need(desk.current())
      await desk.note('PAUSE')
    },
    async resumeTrip(): Promise<void> {
      need(desk.current())
      await desk.note('RESUME')
    },
    async stopTrip(): Promise<string> {
      const { id } = need(desk.current())
      await desk.end()
      return id
    },
    /** Goes on with a trip that was cut off. */
    async continueTrip({ id }: { id: string }): Promise<void> {
      await desk.begin(async () => {
        const signing = await frameKey()
        return resumeRecorder(id, { store: await trips(), ...(signing && { key: signing }) })
      })
    },
    /** Ends a trip that was cut off, as far as it got. */
    async endTrip({ id }: { id: string }): Promise<void> {
      const file = await (await trips()).open(id)
      try {
        const bytes = file.read()
        const { place, header, end } = findResume(bytes)
        file.truncate(end)
        const trip = await readTrip(bytes.subarray(0, end))
        const signing = await frameKey()
        const isOurs = signing !== undefined && header.key?.x === signing.publicKey.x
        const writer = await createTripWriter({ header, sink: file, resume: place, ...(isOurs && { key: signing }) })
        await writer.finish(trip.durationMs, detectEvents(trip))
      } finally {
        file.close()
      }
    },
    async addFix({ fix }: { fix: Fix }): Promise<void> {
      desk.current()?.addFix(fix)
    },

    async listTrips(): Promise<TripSummary[]> {
      const all = await trips()
      const [ids, held] = await Promise.all([all.list(), all.held()])
      const found = await Promise.all(
        ids.map(async (id) => summarize(await all.read(id), held.has(id)).catch(() => undefined)),
      )
      return found.filter((trip) => trip !== undefined).sort((a, b) => b.header.startedMs - a.header.startedMs)
    },
    async openTrip({ id }: { id: string }) {
      const trip = await readTrip(await (await trips()).read(id))
      return transfer(
        trip,
        trip.series.flatMap(({ times, values }) => [times.buffer, values.buffer]),
      )
    },
    readLog: async ({ id, from }: { id: string; from: number }) =>
      readTripLog(await (await trips()).read(id), from, 20),
    async removeTrip({ id }: { id: string }): Promise<void> {
      if (desk.current()?.id === id) throw new AlreadyRecordingError()
      await (await trips()).remove(id)
    },
    async importFile({ bytes }: { bytes: Uint8Array }): Promise<string> {
      const trip = await importTrip(bytes, { id: newTripId() })
      return keep(await trips(), { ...trip, header: { ...trip.header, id: newTripId() } })
    },
    /** Makes a long drive of the simulated car at once, marked as simulated. */
    async sampleTrip({ minutes, hz = 10, seed }: { minutes: number; hz?: number; seed: number }): Promise<string> {
      const startedMs = Math.round(Date.now()) - minutes * 60_000
      const trip = simulateTrip({ id: newTripId(), startedMs, minutes, seed, hz })
      return keep(await trips(), trip, await frameKey())
    },
    async stop(): Promise<void> {
      for (const timer of timers) clearInterval(timer)
      try {
        await desk.leave()
      } finally {
        await leaveSession()
      }
    },
  }
}

export type GarageApi = ReturnType<typeof createGarageApi>

/** Keeps all of a trip, or nothing of it. */
async function keep(store: TripStore, trip: Trip, key?: FrameKey): Promise<string> {
  const { id } = trip.header
  const file = await store.open(id)
  try {
    await writeTrip(trip, file, key)
    file.close()
  } catch (error) {
    file.close()
    await store.remove(id).catch(() => {})
    throw error
  }
  return id
}

async function summarize(bytes: Uint8Array, isHeld: boolean): Promise<TripSummary> {
  const header = readTripHeader(bytes)
  const { complete, durationMs } = findResume(bytes)
  return { header, bytes: bytes.length, complete, durationMs, isHeld }
}

function pathsOf({ pid }: PollSignal): string[] {
  return (pids[Number.parseInt(pid, 16)]?.fields ?? []).flatMap(({ path }) => path ?? [])
}

/** What the control unit says that answers first; others repeat it. */
function mainReadings<T extends { pid?: string; name: string; ecu?: string }>(readings: readonly T[]): T[] {
  const owner = new Map<string, string | undefined>()
  return readings.filter(({ pid = '', ecu }) => {
    if (!owner.has(pid)) owner.set(pid, ecu)
    return owner.get(pid) === ecu
  })
}

function liveSample(reading: {
  pid?: string
  name: string
  unit: string
  value: unknown
  path?: string
  doubtful?: true
}): LiveSample[] {
  const { pid, name, unit, value, path, doubtful } = reading
  if (pid === undefined || typeof value !== 'number' || doubtful) return []
  return [{ pid, name, unit, value, ...(path !== undefined && { path }) }]
}

function bytesBehindEcho(request: string, raw: string): number[] {
  const asked = parseRequest(request)
  if (asked.kind !== 'car') return []
  const echo = [asked.service + 0x40, ...asked.bytes]
    .map((byte) => byte.toString(16).padStart(2, '0').toUpperCase())
    .join('')
  for (const line of raw.split(/[\r\n]+/)) {
    const digits = line.replace(/[^0-9A-F]/gi, '').toUpperCase()
    const at = digits.indexOf(echo)
    if (at >= 0)
      return (
        digits
          .slice(at + echo.length)
          .match(/../g)
          ?.map((pair) => Number.parseInt(pair, 16)) ?? []
      )
  }
  return []
}

/** The port that says this about itself; with two alike nobody can tell them apart here, and the page must bring it. */
async function findOwnPort(serial: GarageOptions['serial'], info: string): Promise<Transport> {
  const ports = (await serial?.getPorts()) ?? []
  const alike = ports.filter((port) => JSON.stringify(port.getInfo()) === info)
  const [port] = alike
  if (!port || alike.length > 1) throw new PortNotHereError()
  return serialTransport(port)
}

function newTripId(): string {
  return `trip-${crypto.randomUUID().slice(0, 13)}`
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new NotConnectedError()
  return value
}

export class NotConnectedError extends BaseError {
  override readonly name = 'Recording.NotConnectedError'
  constructor() {
    super('Expected a connection to a car (or a trip under way), found none.')
  }
}

export class PortNotHereError extends BaseError {
  override readonly name = 'Recording.PortNotHereError'
  constructor() {
    super('Expected the worker to see exactly this port, found none or several alike.')
  }
}
