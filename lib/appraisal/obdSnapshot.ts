import type { Reading, TroubleCode } from '../obd/Reading.ts'
import type { Faults } from '../obd/readFaults.ts'
import type { VehicleReport } from '../obd/readVehicle.ts'
import type { ObdSnapshot } from './VehicleEvidence.ts'

type Input = { faults: Faults; report: VehicleReport; at: number; isSimulated: boolean }

/** Returns what of a reading of the car counts for its value. What the car does not tell stays unknown. */
export function obdSnapshot({ faults, report, at, isSimulated }: Input): ObdSnapshot {
  const odometerKm = figure(report.facts, 'A6', 5_000_000)
  const kmSinceCleared = figure(report.facts, '31', 65_534)
  const warmUpsSinceCleared = figure(report.facts, '30', 255)
  const incomplete = openMonitors(faults.status)
  return {
    at,
    ...(isSimulated && { isSimulated }),
    storedCodes: codesOf(faults.stored),
    permanentCodes: codesOf(faults.permanent),
    ...(odometerKm !== undefined && { odometerKm }),
    ...(kmSinceCleared !== undefined && { kmSinceCleared }),
    ...(warmUpsSinceCleared !== undefined && { warmUpsSinceCleared }),
    ...(incomplete !== undefined && { incompleteMonitors: incomplete }),
  }
}

function codesOf(codes: readonly TroubleCode[] = []): string[] {
  const known = codes.map(({ code }) => code).filter((code) => /^[PCBU][0-3][0-9A-F]{3}$/.test(code))
  return [...new Set(known)].slice(0, 200)
}

/** A value that says "none" is none; whole kilometres and counts, rounded down as a buyer reads them. */
function figure(facts: readonly Reading[], pid: string, most: number): number | undefined {
  const found = facts.find((fact) => fact.pid === pid && typeof fact.value === 'number' && !fact.doubtful)
  const value = Math.floor(Number(found?.value))
  return found && value >= 0 && value <= most ? value : undefined
}

/** Of the control unit that answers first: others repeat its monitors. */
function openMonitors(status: readonly Reading[]): number | undefined {
  const own = status.filter(({ ecu }) => ecu === status[0]?.ecu)
  const monitors = own.filter(({ value }) => value === 'complete' || value === 'incomplete')
  if (monitors.length === 0) return undefined
  return Math.min(16, monitors.filter(({ value }) => value === 'incomplete').length)
}
