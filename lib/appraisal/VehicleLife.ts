import { encodeAbiParameters, keccak256, zeroHash } from 'viem'
import type { Address, Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import type { Vehicle } from './readVehicle.ts'
import { recordKinds } from './VehicleEvidence.ts'

/*
 * The records of a car form a hash chain whose head stands in the contract: head' = keccak256(abi.encode(head, vehicle,
 * number, issuer, entry)). So whoever holds a proved head can check a list of records from anybody: it is complete, in
 * order and unchanged, or it is refused.
 */
export type RecordKind = (typeof recordKinds)[number]

export type VehicleRecord = {
  number: number
  kind: RecordKind
  issuer: Address
  happenedAt: number
  /** Absent where the record holds no reading. */
  odometerKm: number | undefined
  contentHash: Hex
  /** Of the document; empty where there is none. */
  cid: string
  /** Where it was recorded, for links; not part of the chain of hashes. */
  transaction?: Hex
  /** Below the highest reading before it. */
  isRegression: boolean
}

type Recorded = Omit<VehicleRecord, 'isRegression'>

/** Returns the records with readings that went backwards marked; throws when they do not lead to the head of the car. */
export function checkLife(
  vehicle: Pick<Vehicle, 'id' | 'head' | 'records' | 'regressions'>,
  recorded: readonly Recorded[],
): VehicleRecord[] {
  if (recorded.length !== vehicle.records) throw new BrokenLifeError(vehicle.id, `${recorded.length} records`)
  let head: Hex = zeroHash
  const isBelow = findRegressions(recorded)
  const regressions = isBelow.filter(Boolean).length
  const records = recorded.map((record, index): VehicleRecord => {
    if (record.number !== index + 1)
      throw new BrokenLifeError(vehicle.id, `record ${record.number} at place ${index + 1}`)
    head = nextHead(head, vehicle.id, record)
    return { ...record, isRegression: isBelow[index]! && record.kind !== 'correction' }
  })
  if (head !== vehicle.head) throw new BrokenLifeError(vehicle.id, 'other records')
  if (regressions !== vehicle.regressions)
    throw new BrokenLifeError(vehicle.id, `${regressions} readings gone backwards`)
  return records
}

/** Returns for each record whether its reading lies below the highest before it, as the contract counts. */
export function findRegressions(records: readonly Pick<Recorded, 'kind' | 'odometerKm'>[]): boolean[] {
  let highestKm = 0
  return records.map(({ kind, odometerKm = 0 }) => {
    const isBelow = odometerKm !== 0 && odometerKm < highestKm
    if (kind === 'correction' && odometerKm !== 0) highestKm = odometerKm
    else highestKm = Math.max(highestKm, odometerKm)
    return isBelow
  })
}

/** Returns the head of the chain after a record. */
export function nextHead(head: Hex, vehicleId: bigint, record: Recorded): Hex {
  const { number, issuer, kind, odometerKm = 0, happenedAt, contentHash, cid } = record
  const entry = { kind: recordKinds.indexOf(kind), odometerKm, happenedAt, contentHash, cid }
  return keccak256(encodeAbiParameters(linkParameters, [head, vehicleId, BigInt(number), issuer, entry]))
}

const linkParameters = [
  { type: 'bytes32' },
  { type: 'uint256' },
  { type: 'uint256' },
  { type: 'address' },
  {
    type: 'tuple',
    components: [
      { name: 'kind', type: 'uint8' },
      { name: 'odometerKm', type: 'uint32' },
      { name: 'happenedAt', type: 'uint40' },
      { name: 'contentHash', type: 'bytes32' },
      { name: 'cid', type: 'string' },
    ],
  },
] as const

export class BrokenLifeError extends BaseError {
  override readonly name = 'Appraisal.BrokenLifeError'
  constructor(vehicleId: bigint, found: string) {
    super(`Expected the complete records of car ${vehicleId} as the chain commits to them, found ${found}.`)
  }
}
