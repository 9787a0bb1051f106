import { type BaseError, ContractFunctionRevertedError } from 'viem'
import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { dataRegistryAbi } from '../contracts/DataRegistry.ts'

const registry = { address: systemContracts.dataRegistry, abi: dataRegistryAbi } as const

/** Returns who registered a data set and whether it can be traded, or undefined when nobody did. */
export async function readRegistration(client: NodeClient, id: Hex) {
  try {
    const { publisher, live } = await readContract(client, { ...registry, functionName: 'entryOf', args: [id] })
    return { publisher, isLive: live }
  } catch (error) {
    const reverted = (error as BaseError).walk?.((cause) => cause instanceof ContractFunctionRevertedError)
    if ((reverted as ContractFunctionRevertedError | null)?.data?.errorName === 'DataRegistryUnknown') return undefined
    throw error
  }
}
