import type { GarageApi, GarageEvents } from '../lib/recording/createGarageApi.ts'
import { connect, type Remote } from '../lib/rpc/rpc.ts'

export type Garage = Remote<GarageApi, GarageEvents>

/** Starts the worker that talks to cars and keeps trips. */
export function startObd(): Garage {
  const worker = new Worker(new URL('./obd.worker.ts', import.meta.url), { type: 'module', name: 'obd' })
  return connect<GarageApi, GarageEvents>(worker)
}
