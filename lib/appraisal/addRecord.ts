import { parseEventLogs } from 'viem'
import type { Hex } from '../bytes/hex.ts'
import type { ChainContext } from '../chain/ChainAccount.ts'
import { sendContractCall } from '../chain/sendContractCall.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { vehicleAbi } from '../contracts/Vehicle.ts'
import { recordKinds } from './VehicleEvidence.ts'
import type { RecordKind } from './VehicleLife.ts'

export type NewRecord = {
  kind: RecordKind
  odometerKm?: number | undefined
  happenedAt: number
  contentHash: Hex
  cid: string
}

/** Appends a record to a car's life; returns its number and whether its reading went backwards. */
export async function addRecord(context: ChainContext, vehicleId: bigint, record: NewRecord) {
  const { kind, odometerKm = 0, happenedAt, contentHash, cid } = record
  const entry = { kind: recordKinds.indexOf(kind), odometerKm, happenedAt, contentHash, cid }
  const { logs, transactionHash } = await sendContractCall(context, {
    address: systemContracts.vehicle,
    abi: vehicleAbi,
    functionName: 'addRecord',
    args: [vehicleId, entry],
  })
  const [recorded] = parseEventLogs({ abi: vehicleAbi, eventName: 'Recorded', logs })
  const regressions = parseEventLogs({ abi: vehicleAbi, eventName: 'OdometerRegression', logs })
  return { number: Number(recorded!.args.number), isRegression: regressions.length > 0, transaction: transactionHash }
}
