import { BaseError } from '../errors.ts'
import type { Reading } from './Reading.ts'
import type { Session } from './startSession.ts'

export type VehicleReport = { vin?: string; facts: Reading[] }

/** Returns what a car says about itself: VIN, calibrations, names, fuel, odometer. What it does not know is left out. */
export async function readVehicle(session: Session, options: { signal?: AbortSignal } = {}): Promise<VehicleReport> {
  const facts: Reading[] = []
  let vin: string | undefined
  const requests = [
    '0902',
    '090A',
    '0904',
    '0906',
    ...['1C', '51', 'A6', '21', '31', '4E', '30'].filter((pid) => session.supported.has(pid)).map((pid) => `01${pid}`),
  ]
  for (const request of requests) {
    try {
      const { decoded } = await session.request(request, { timeoutMs: 5000, ...options })
      vin ??= decoded.vin
      facts.push(...decoded.values.filter(({ name }) => name !== 'VIN'))
    } catch (error) {
      if (options.signal?.aborted || session.lost() || !(error instanceof BaseError)) throw error
    }
  }
  return { ...(vin && { vin }), facts }
}
