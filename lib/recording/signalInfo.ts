import { pids } from '../obd/pids.ts'
import type { SignalInfo } from './Trip.ts'

/* What a recording knows of a signal: its unit, and the step in which its values are kept. */
const places: Record<string, Omit<SignalInfo, 'path'>> = {
  'Vehicle.CurrentLocation.Latitude': { unit: '°', resolution: 1e-7 },
  'Vehicle.CurrentLocation.Longitude': { unit: '°', resolution: 1e-7 },
  'Vehicle.CurrentLocation.Altitude': { unit: 'm', resolution: 0.01 },
  'Vehicle.CurrentLocation.Heading': { unit: '°', resolution: 0.01 },
  'Vehicle.CurrentLocation.HorizontalAccuracy': { unit: 'm', resolution: 0.01 },
  'Vehicle.Acceleration.Longitudinal': { unit: 'm/s²', resolution: 0.001 },
  'Vehicle.Acceleration.Lateral': { unit: 'm/s²', resolution: 0.001 },
  'Vehicle.Acceleration.Vertical': { unit: 'm/s²', resolution: 0.001 },
}

export type RecordableSignal = SignalInfo & { pid: string; name: string }

/** The numbers that a car can be asked for, by their parameter. */
export const recordable: readonly RecordableSignal[] = pids.flatMap((definition, pid) =>
  (definition?.fields ?? []).flatMap(({ path, name, unit, flag }) =>
    path === undefined || flag !== undefined
      ? []
      : [{ path, name, unit, resolution: 0.001, pid: pid.toString(16).padStart(2, '0').toUpperCase() }],
  ),
)

/** Returns unit and resolution of a path; a path that is not known has no unit. */
export function unitOf(path: string): Omit<SignalInfo, 'path'> {
  const known = recordable.find((signal) => signal.path === path)
  return places[path] ?? (known ? { unit: known.unit, resolution: known.resolution } : { unit: '', resolution: 0.001 })
}
