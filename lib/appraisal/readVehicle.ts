import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { vehicleAbi } from '../contracts/Vehicle.ts'
import { BaseError } from '../errors.ts'

export const vehicleStates = ['none', 'claimed', 'confirmed', 'lapsed', 'duplicate'] as const
export type VehicleState = (typeof vehicleStates)[number]

/** A car as the chain knows it. */
export type Vehicle = {
  id: bigint
  state: VehicleState
  owner: Address
  maker: Address
  model: Hex
  /** Counts changes of owner. */
  epoch: number
  grantNonce: number
  records: number
  /** The highest reading on record; absent while there is none. */
  odometerKm: number | undefined
  regressions: number
  lockedBy: Address | undefined
  commitment: Hex
  /** Unix time at which the id was claimed, or, of a confirmed car, confirmed. */
  since: number
  /** Hash chain over all records. */
  head: Hex
}

const vehicle = { address: systemContracts.vehicle, abi: vehicleAbi } as const

/** Returns a car, or undefined where there is none with that id. */
export async function readVehicle(client: NodeClient, id: bigint): Promise<Vehicle | undefined> {
  // Both at once; that there is no owner is an error only of a car that there is.
  const [car, [owner]] = await Promise.all([
    readContract(client, { ...vehicle, functionName: 'carOf', args: [id] }),
    Promise.allSettled([readContract(client, { ...vehicle, functionName: 'ownerOf', args: [id] })]),
  ])
  const state = vehicleStates[car.state]!
  if (state === 'none' || state === 'lapsed') return undefined
  if (owner.status === 'rejected') throw owner.reason
  return {
    id,
    state,
    owner: owner.value,
    maker: car.maker,
    model: car.model,
    epoch: car.epoch,
    grantNonce: car.grantNonce,
    records: car.records,
    odometerKm: car.odometerKm === 0 ? undefined : car.odometerKm,
    regressions: car.regressions,
    lockedBy: /^0x0{40}$/.test(car.lockedBy) ? undefined : car.lockedBy,
    commitment: car.commitment,
    since: car.since,
    head: car.head,
  }
}

/** Returns the id in a text such as "17" or "#17"; throws on anything else. */
export function parseVehicleId(text: string): bigint {
  const match = /^#?(\d{1,30})$/.exec(text.trim())
  if (!match || BigInt(match[1]!) === 0n) throw new InvalidVehicleIdError(text)
  return BigInt(match[1]!)
}

export class InvalidVehicleIdError extends BaseError {
  override readonly name = 'Appraisal.InvalidVehicleIdError'
  constructor(found: string) {
    super(`Expected the number of a Credit ID, such as 17; found "${found.slice(0, 40)}".`)
  }
}
