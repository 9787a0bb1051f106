import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { dataRegistryAbi } from '../contracts/DataRegistry.ts'
import type { Terms } from './Terms.ts'

export type Payout = { payee: Address; amount: bigint }

/** Returns who gets what of an amount that is paid for a data set, as the contract will split it. */
export async function readPayouts(client: NodeClient, terms: Terms, amount: bigint): Promise<Payout[]> {
  const [payees, amounts] = await readContract(client, {
    ...{ address: systemContracts.dataRegistry, abi: dataRegistryAbi },
    functionName: 'payouts',
    args: [terms.dataSet, terms.seller, terms.agentFeeBps, amount],
  })
  const shares = payees.map((payee, i) => ({ payee, amount: amounts[i]! }))
  const asked = (amount * BigInt(terms.commissionBps)) / 10_000n
  if (asked === 0n) return shares
  // The seller, who comes last, pays the commission from its own part.
  const seller = shares.at(-1)!
  const commission = asked < seller.amount ? asked : seller.amount
  const rest = { ...seller, amount: seller.amount - commission }
  return [...shares.slice(0, -1), { payee: systemContracts.commission, amount: commission }, rest]
}
