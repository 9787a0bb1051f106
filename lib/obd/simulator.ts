import { isCan, parseProtocol } from './protocol.ts'
import { type AdapterQuirks, createAdapter, type Timer } from './simulator/createAdapter.ts'
import { type Car, type CarOptions, createCar } from './simulator/createCar.ts'
import { createControlUnits } from './simulator/createControlUnits.ts'

/*
 * A car with an adapter, for people without a car and for tests: an ELM327 on one side, physics on the other. The same seed
 * gives the same car, road and noise. It runs in the browser, in tests, and behind `qood obd simulate`.
 */
export type SimulatorOptions = CarOptions & {
  vin?: string
  /** An ELM327 number: 6 is CAN with 11 bits at 500 kbit/s. */
  protocol?: string
  /** What the adapter says it is. One that begins with STN knows the commands of the ST family. */
  version?: string
  /** From the request to the whole reply. */
  replyDelayMs?: number
  /** What the first request takes longer, while protocols are tried. */
  searchMs?: number
  /** The only speed at which the adapter can be understood; at any other it sends noise. */
  baudRate?: number
  quirks?: AdapterQuirks
  timer?: Timer
}

export type Simulator = {
  car: Car
  vin: string
  /** Takes in what a client sends. `send` gets what the adapter says. */
  connect(send: (bytes: Uint8Array) => void, baudRate?: number): { receive(bytes: Uint8Array): void; stop(): void }
}

const realTimer: Timer = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

export const simulatedVin = 'ZZZSAMPLECAR00017'

/** Returns a simulated car; its clock starts now. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const { vin = simulatedVin, protocol = '6', version = 'ELM327 v1.5', replyDelayMs = 20, searchMs = 400 } = options
  const { quirks = {}, timer = realTimer, seed = 1, baudRate: only } = options
  const car = createCar(options)
  const units = createControlUnits(car, vin, isCan(parseProtocol(protocol)) ?? true)
  const startMs = timer.now()
  const moved = () => {
    car.advance(timer.now() - startMs)
    return car
  }
  return {
    car,
    vin,
    connect(send, baudRate) {
      if (only !== undefined && baudRate !== undefined && baudRate !== only) return createNoise(send)
      return createAdapter({
        units: () => {
          moved()
          return units
        },
        volts: () => moved().volts,
        ...{ protocol, version, replyDelayMs, searchMs, quirks, seed, timer, send },
      })
    },
  }
}

/** What a serial port hears at the wrong speed: bytes without sense and without a prompt. */
function createNoise(send: (bytes: Uint8Array) => void) {
  return {
    receive(bytes: Uint8Array): void {
      send(Uint8Array.from(bytes, (byte) => ((byte * 37) & 127) | 128))
    },
    stop() {},
  }
}
