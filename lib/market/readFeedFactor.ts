import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { oracleAbi } from '../contracts/Oracle.ts'

/** Returns the value of a feed with 18 decimals, as the market multiplies prices by it. */
export async function readFeedFactor(client: NodeClient, feed: Hex): Promise<bigint> {
  const oracle = { address: systemContracts.oracle, abi: oracleAbi } as const
  const [value] = await readContract(client, { ...oracle, functionName: 'valueOf', args: [feed] })
  return value
}
