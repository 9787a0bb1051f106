import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { vehicleAbi } from '../contracts/Vehicle.ts'

/** Returns how many records the life of a vehicle has so far. */
export function readRecordCount(client: NodeClient, vehicle: bigint): Promise<number> {
  const contract = { address: systemContracts.vehicle, abi: vehicleAbi } as const
  return readContract(client, { ...contract, functionName: 'recordsOf', args: [vehicle] })
}
