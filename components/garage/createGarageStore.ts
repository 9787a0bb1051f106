import { serveBridge } from '../../lib/obd/bridgeTransport.ts'
import type { PollSignal } from '../../lib/obd/createPollPlan.ts'
import type { Transport } from '../../lib/obd/Transport.ts'
import type { CarSource, ConnectedCar, GarageEvents, Phase } from '../../lib/recording/createGarageApi.ts'
import type { RecorderState } from '../../lib/recording/createRecorder.ts'
import type { Garage } from '../../workers/obd.ts'
import { createLive } from './createLive.ts'
import type { Chosen } from './requestAdapter.ts'

export type GarageView = {
  phase: Phase
  car: ConnectedCar | undefined
  meter: GarageEvents['meter'] | undefined
  recorder: RecorderState | null
  /** What is polled. */
  signals: readonly PollSignal[]
  /** The name of what went wrong last. */
  failure: { name: string; message: string } | undefined
  gps: 'off' | 'asking' | 'on' | 'denied'
  /** Counts up when the list of trips may have changed. */
  tripsVersion: number
}

type Source = { kind: 'page'; chosen: Chosen } | { kind: 'worker'; source: CarSource }

const start: GarageView = {
  phase: { phase: 'idle' },
  car: undefined,
  meter: undefined,
  recorder: null,
  signals: [],
  failure: undefined,
  gps: 'off',
  tripsVersion: 0,
}

const firstPids = ['0D', '0C', '04', '05', '11', '0F', '10', '2F', '42', '5B', '46', '5C']
const searchMs = 45_000
const retryMs = 1000

/** The car of people without one: the same drive each time, with a fault to find. */
const simulatedCar: CarSource = { kind: 'simulator', options: { seed: 7, faults: ['catalyst'], replyDelayMs: 20 } }

/** Returns what the pages of the garage share: the worker, the connection, the recorder, the live values. */
export function createGarageStore(load: () => Promise<Garage>) {
  const live = createLive()
  const listeners = new Set<() => void>()
  let view = start
  let starting: Promise<Garage> | undefined
  let source: Source | undefined
  let attempt: AbortController | undefined
  let bridge: AbortController | undefined
  let watch: number | undefined

  function update(change: Partial<GarageView>): void {
    view = { ...view, ...change }
    for (const listener of listeners) listener()
  }

  async function begin(): Promise<Garage> {
    const garage = await load()
    garage.on('phase', (phase) => {
      update({ phase })
      if (phase.phase === 'lost') void reconnect(phase.error)
    })
    garage.on('samples', live.add)
    garage.on('meter', (meter) => update({ meter }))
    garage.on('recorder', (recorder) => {
      const hasEnded = view.recorder !== null && recorder === null
      update({ recorder })
      if (!hasEnded) return
      stopGps()
      changed()
    })
    return garage
  }
  const garage = () => (starting ??= begin())

  async function open(again: boolean): Promise<void> {
    const worker = await garage()
    const current = source!
    const controller = new AbortController()
    attempt = controller
    const call = (carSource: CarSource, transfer: Transferable[] = []) =>
      worker.connect(
        {
          source: carSource,
          again,
          ...(view.car && { protocol: view.car.protocolNumber, baudRate: view.car.identity.baudRate }),
        },
        { signal: controller.signal, timeoutMs: searchMs, transfer },
      )
    const car = current.kind === 'worker' ? await call(current.source) : await openPage(current.chosen, again, call)
    const signals = again && view.signals.length > 0 ? view.signals : firstSignals(car)
    update({ car, failure: undefined })
    await poll(signals)
  }

  /** The worker holds the port itself where it sees it; otherwise the page passes the bytes on. */
  async function openPage(
    chosen: Chosen,
    again: boolean,
    call: (source: CarSource, transfer?: Transferable[]) => Promise<ConnectedCar>,
  ): Promise<ConnectedCar> {
    if (chosen.info !== undefined) {
      try {
        return await call({ kind: 'serial', info: chosen.info })
      } catch (error) {
        if ((error as Error).name !== 'Recording.PortNotHereError') throw error
      }
    }
    const transport: Transport | undefined = again ? await chosen.again() : chosen.transport
    if (!transport) throw new Error('not there yet')
    const { kind, label, baudRates } = transport
    bridge?.abort()
    bridge = new AbortController()
    const port = serveBridge(transport, bridge.signal)
    return call({ kind: 'bridge', port, info: { kind, label, baudRates } }, [port])
  }

  /** Tries again until the adapter is back or somebody gives up; the trip goes on meanwhile, with a gap. */
  async function reconnect(error: string): Promise<void> {
    const lost = source
    update({ failure: { name: error, message: '' } })
    while (source === lost && lost !== undefined && view.phase.phase !== 'connected') {
      try {
        await open(true)
        return
      } catch {
        if (source !== lost) return
        update({ phase: { phase: 'lost', error } })
        await new Promise((resolve) => setTimeout(resolve, retryMs))
      }
    }
  }

  async function connect(next: Source): Promise<void> {
    source = next
    live.clear()
    update({ car: undefined, signals: [], meter: undefined, failure: undefined, phase: { phase: 'connecting' } })
    try {
      await open(false)
    } catch (error) {
      const { name, message } = error as Error
      const cancelled = attempt?.signal.aborted
      if (name === 'Rpc.WorkerCrashedError') starting = undefined
      source = undefined
      update({ phase: { phase: 'idle' }, failure: cancelled ? undefined : { name, message } })
    }
  }

  async function poll(signals: readonly PollSignal[]): Promise<void> {
    const worker = await garage()
    await worker.poll({ signals: [...signals] })
    update({ signals })
  }

  async function followGps(): Promise<void> {
    if (watch !== undefined) return
    update({ gps: 'asking' })
    const worker = await garage()
    watch = navigator.geolocation?.watchPosition(
      ({ timestamp, coords }) => {
        if (view.gps !== 'on') update({ gps: 'on' })
        const { latitude, longitude, altitude, heading, accuracy } = coords
        const fix = { timeMs: timestamp, latitude, longitude, altitude, heading, accuracy }
        void worker.addFix({ fix })
      },
      ({ code, PERMISSION_DENIED }) => {
        // In a tunnel there is no position for a while; the browser goes on looking, and so do we.
        if (code !== PERMISSION_DENIED) return update({ gps: 'asking' })
        stopGps()
        update({ gps: 'denied' })
      },
      { enableHighAccuracy: true, maximumAge: 0 },
    )
  }

  function stopGps(): void {
    if (watch !== undefined) navigator.geolocation.clearWatch(watch)
    watch = undefined
    update({ gps: 'off' })
  }

  return {
    live,
    garage,
    get: () => view,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    connectPage: (chosen: Chosen) => connect({ kind: 'page', chosen }),
    connectWorker: (carSource: CarSource) => connect({ kind: 'worker', source: carSource }),
    connectSimulator: () => connect({ kind: 'worker', source: simulatedCar }),
    cancel: () => attempt?.abort(),
    async disconnect(): Promise<void> {
      source = undefined
      attempt?.abort()
      const worker = await garage()
      await worker.disconnect()
      update({ car: undefined, signals: [], meter: undefined, failure: undefined, phase: { phase: 'idle' } })
    },
    poll,
    async startTrip(): Promise<void> {
      const worker = await garage()
      const paths = live.list().flatMap(({ path }) => (path === undefined ? [] : [path]))
      await worker.startTrip({ paths: [...new Set(paths)] })
      if (view.car?.identity.kind !== 'simulator') void followGps()
      changed()
    },
    /** Goes on with a trip that was cut off. */
    async continueTrip(id: string): Promise<void> {
      await (await garage()).continueTrip({ id })
      if (view.car?.identity.kind !== 'simulator') void followGps()
      changed()
    },
    async stopTrip(): Promise<string> {
      return (await garage()).stopTrip({}, { timeoutMs: 120_000 })
    },
    fail: (error: unknown) => update({ failure: { name: (error as Error).name, message: (error as Error).message } }),
    changed,
  }

  function changed(): void {
    update({ tripsVersion: view.tripsVersion + 1 })
  }
}

export type GarageStore = ReturnType<typeof createGarageStore>

/** What most cars have and most people look at; the rest can be added. */
function firstSignals({ supported, canJoin }: ConnectedCar): PollSignal[] {
  const wanted = firstPids.filter((pid) => supported.includes(pid))
  const slow = new Set(['05', '0F', '2F', '46', '5B', '5C'])
  return wanted.slice(0, canJoin ? 12 : 6).map((pid) => ({ pid, hz: slow.has(pid) ? 1 : 0 }))
}
