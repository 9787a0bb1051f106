import { BaseError } from '../../lib/errors.ts'
import type { AgentStore } from './openAgentStore.ts'

/**
 * Throws unless the vehicle belongs to the platform with that key; the first that speaks of a vehicle has it. So a platform
 * neither sets the prices of another one's cars nor adds to their records.
 */
export function claimVehicle(store: AgentStore, vehicleId: string, keyHash: string): void {
  store.run('insert or ignore into vehicle_keys values (?, ?)', vehicleId, keyHash)
  const holder = store.one<{ key_hash: string }>('select key_hash from vehicle_keys where vehicle = ?', vehicleId)
  if (holder?.key_hash !== keyHash) throw new ForeignVehicleError(vehicleId)
}

/** Gives a vehicle to the newest key of that name; returns whether there is such a key. */
export function handOverVehicle(store: AgentStore, vehicleId: string, name: string): boolean {
  const key = store.one<{ hash: string }>('select hash from keys where name = ? order by at desc, rowid desc', name)
  if (key) store.run('insert or replace into vehicle_keys values (?, ?)', vehicleId, key.hash)
  return key !== undefined
}

export class ForeignVehicleError extends BaseError {
  override readonly name = 'Agent.ForeignVehicleError'
  constructor(id: string) {
    super(`Expected a vehicle of the platform whose key this is, found vehicle ${id} of another one.`, {
      metaMessages: ['The operator of the agent can hand it over: `qood agent give VEHICLE NAME`.'],
    })
  }
}
