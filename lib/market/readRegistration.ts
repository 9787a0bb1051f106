import { isAddressEqual, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { dataRegistryAbi } from '../contracts/DataRegistry.ts'

/** Returns who registered a data set and whether it can be traded, or undefined when nobody did. */
export async function readRegistration(client: NodeClient, id: Hex) {
  const { publisher, live } = await readContract(client, {
    ...{ address: systemContracts.dataRegistry, abi: dataRegistryAbi },
    functionName: 'entryOf',
    args: [id],
  })
  return isAddressEqual(publisher, zeroAddress) ? undefined : { publisher, isLive: live }
}
