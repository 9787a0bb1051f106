import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { vehicleAbi } from '../contracts/Vehicle.ts'

/** Returns the kinds of records, as bits, that an issuer may write into a car's life now, and until when. */
export async function readAuthorisation(client: NodeClient, vehicleId: bigint, issuer: Address) {
  const [kinds, validUntil] = await readContract(client, {
    address: systemContracts.vehicle,
    abi: vehicleAbi,
    functionName: 'authorisationOf',
    args: [vehicleId, issuer],
  })
  return { kinds, validUntil }
}
