import { type CarOptions, createCar } from '../obd/simulator/createCar.ts'
import { detectEvents } from './detectEvents.ts'
import { unitOf } from './signalInfo.ts'
import type { Series, Trip } from './Trip.ts'

export type SimulateOptions = CarOptions & { id: string; startedMs: number; minutes: number; hz?: number }

/** Returns a drive of the simulated car, computed at once; it says of itself that it is simulated. */
export function simulateTrip({ id, startedMs, minutes, hz = 10, ...options }: SimulateOptions): Trip {
  const car = createCar(options)
  const count = Math.floor(minutes * 60 * hz)
  const readers: Record<string, () => number> = {
    'Vehicle.Speed': () => Math.round(car.speedKph),
    'Vehicle.Powertrain.CombustionEngine.Speed': () => Math.round(car.engineRpm * 4) / 4,
    'Vehicle.OBD.EngineLoad': () => Math.round(car.loadPercent * 1000) / 1000,
    'Vehicle.Powertrain.CombustionEngine.TPS': () => Math.round(car.throttlePercent * 1000) / 1000,
    'Vehicle.Powertrain.CombustionEngine.ECT': () => Math.round(car.coolantC),
    'Vehicle.Powertrain.CombustionEngine.MAF': () => Math.round(car.airFlowGps * 100) / 100,
    'Vehicle.TraveledDistance': () => Math.round(car.odometerKm * 10) / 10,
    'Vehicle.LowVoltageBattery.CurrentVoltage': () => Math.round(car.volts * 1000) / 1000,
    'Vehicle.CurrentLocation.Latitude': () => Math.round(car.latitude * 1e7) / 1e7,
    'Vehicle.CurrentLocation.Longitude': () => Math.round(car.longitude * 1e7) / 1e7,
    'Vehicle.CurrentLocation.Heading': () => Math.round(car.headingDeg * 100) / 100,
  }
  const series: Series[] = Object.keys(readers).map((path) => ({
    path,
    ...unitOf(path),
    times: new Float64Array(rateOf(path, hz) * minutes * 60),
    values: new Float64Array(rateOf(path, hz) * minutes * 60),
  }))
  for (let at = 0; at < count; at++) {
    const timeMs = Math.round((at * 1000) / hz)
    car.advance(timeMs)
    for (const { path, times, values } of series) {
      const every = hz / rateOf(path, hz)
      if (at % every !== 0) continue
      times[at / every] = timeMs
      values[at / every] = readers[path]!()
    }
  }
  const source = { kind: 'simulator' as const, adapter: 'Simulated car' }
  return {
    header: {
      format: 'qoodblock.trip',
      version: 1,
      ...{ id, startedMs, source },
      signals: series.map(({ path, unit, resolution }) => ({ path, unit, resolution })),
    },
    series,
    events: detectEvents({ series }),
    durationMs: minutes * 60_000,
    proof: { frames: 0, signed: 0, complete: true, trust: 'simulated', head: '0x' },
  }
}

/** Positions come once a second, as from a phone. */
function rateOf(path: string, hz: number): number {
  return path.startsWith('Vehicle.CurrentLocation.') ? 1 : hz
}
