import type { Address } from '../bytes/hex.ts'
import { electionAbi } from '../contracts/Election.ts'
import type { NodeClient } from './createNodeClient.ts'
import { readContract } from './readContract.ts'
import { systemContracts } from './systemContracts.ts'

const pageSize = 50n

/** Returns the names that candidates gave themselves, by address in lower case. */
export async function readProducerNames(client: NodeClient): Promise<ReadonlyMap<Address, string>> {
  const names = new Map<Address, string>()
  for (let cursor = 0n; ; ) {
    const [page, next] = await readContract(client, {
      ...{ address: systemContracts.election, abi: electionAbi, functionName: 'candidates' },
      args: [cursor, pageSize],
    } as const)
    for (const { account, name } of page) names.set(account.toLowerCase() as Address, name)
    if (next === 0n || page.length === 0) return names
    cursor = next
  }
}
