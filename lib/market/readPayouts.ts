import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { dataRegistryAbi } from '../contracts/DataRegistry.ts'
import type { Terms } from './Terms.ts'

export type Payout = { payee: Address; amount: bigint }

/** Returns who gets what of an amount that is paid for a data set, after commission, as the contract will split it. */
export async function readPayouts(client: NodeClient, terms: Terms, amount: bigint): Promise<Payout[]> {
  const commission = (amount * BigInt(terms.commissionBps)) / 10_000n
  const [payees, amounts] = await readContract(client, {
    ...{ address: systemContracts.dataRegistry, abi: dataRegistryAbi },
    functionName: 'payouts',
    args: [terms.dataSet, terms.seller, terms.agentFeeBps, amount - commission],
  })
  const shares = payees.map((payee, i) => ({ payee, amount: amounts[i]! }))
  return commission > 0n ? [{ payee: systemContracts.commission, amount: commission }, ...shares] : shares
}
