import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { electionAbi } from '../contracts/Election.ts'

const election = { address: systemContracts.election, abi: electionAbi } as const
const registered = 1

/** Returns whether an account stands for producer, and how. */
export async function readCandidacy(client: NodeClient, account: Address) {
  const [view, leastBond] = await Promise.all([
    readContract(client, { ...election, functionName: 'candidateOf', args: [account] }),
    readContract(client, { ...election, functionName: 'BOND' }),
  ])
  const { name, votes, bond, reward, status } = view
  return { isRegistered: status === registered, name, votes, bond, reward, leastBond }
}
