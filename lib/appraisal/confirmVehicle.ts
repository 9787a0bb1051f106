import type { Address } from '../bytes/hex.ts'
import type { ChainContext } from '../chain/ChainAccount.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { roleIds } from '../chain/roleIds.ts'
import { sendContractCall } from '../chain/sendContractCall.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { rolesAbi } from '../contracts/Roles.ts'
import { vehicleAbi } from '../contracts/Vehicle.ts'
import type { Vehicle } from './readVehicle.ts'

/** Returns as what an account may confirm the claim of a car: as its maker, as an inspector, or not at all: nobody its own. */
export async function readConfirmer(
  client: NodeClient,
  { maker, owner }: Pick<Vehicle, 'maker' | 'owner'>,
  account: Address,
): Promise<'maker' | 'inspector' | undefined> {
  const holds = (role: 'maker' | 'inspector') =>
    readContract(client, {
      address: systemContracts.roles,
      abi: rolesAbi,
      functionName: 'hasRole',
      args: [roleIds[role], account],
    })
  if (account.toLowerCase() === owner.toLowerCase()) return undefined
  if (account.toLowerCase() === maker.toLowerCase() && (await holds('maker'))) return 'maker'
  return (await holds('inspector')) ? 'inspector' : undefined
}

/** Confirms that a claimed car is what its owner says. */
export async function confirmVehicle(context: ChainContext, vehicleId: bigint): Promise<void> {
  await sendContractCall(context, {
    address: systemContracts.vehicle,
    abi: vehicleAbi,
    functionName: 'confirm',
    args: [vehicleId],
  })
}
