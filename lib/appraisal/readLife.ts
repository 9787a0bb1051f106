import { parseEventLogs } from 'viem'
import { getLogs } from 'viem/actions'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { vehicleAbi } from '../contracts/Vehicle.ts'
import { readVehicle, type Vehicle } from './readVehicle.ts'
import { recordKinds } from './VehicleEvidence.ts'
import { checkLife, type VehicleRecord } from './VehicleLife.ts'

export type VehicleLife = { vehicle: Vehicle; records: readonly VehicleRecord[] }

const recordedEvent = vehicleAbi.find((item) => item.type === 'event' && item.name === 'Recorded')!

/**
 * Returns a car with its whole life, or undefined where there is none with that id. `client` should prove what it reads;
 * the records may come from anybody (`logs`), since they are checked against the head that `client` read.
 */
export async function readLife(
  { client, logs = client }: { client: NodeClient; logs?: NodeClient },
  id: bigint,
): Promise<VehicleLife | undefined> {
  // At once: what the records are held against need not be known to ask for them.
  const [vehicle, early] = await Promise.all([readVehicle(client, id), readRecorded(logs, id)])
  if (!vehicle) return undefined
  // One was written in between, or left out; asked again, a server that is honest has it.
  const events = early.length < vehicle.records ? await readRecorded(logs, id) : early
  const recorded = events
    .filter(({ args }) => Number(args.number) <= vehicle.records)
    .map(({ args, transactionHash }) => ({
      number: Number(args.number),
      kind: recordKinds[args.kind]!,
      issuer: args.issuer,
      happenedAt: args.happenedAt,
      odometerKm: args.odometerKm === 0 ? undefined : args.odometerKm,
      contentHash: args.contentHash,
      cid: args.cid,
      transaction: transactionHash,
    }))
  return { vehicle, records: checkLife(vehicle, recorded) }
}

async function readRecorded(logs: NodeClient, id: bigint) {
  const found = await getLogs(logs, {
    address: systemContracts.vehicle,
    event: recordedEvent as never,
    args: { vehicleId: id } as never,
    fromBlock: 0n,
  })
  return parseEventLogs({ abi: vehicleAbi, eventName: 'Recorded', logs: found as never })
}
