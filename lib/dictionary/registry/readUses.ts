import { getAbiItem } from 'viem'
import { getLogs } from 'viem/actions'
import type { Address, Hex } from '../../bytes/hex.ts'
import type { NodeClient } from '../../chain/createNodeClient.ts'
import { systemContracts } from '../../chain/systemContracts.ts'
import { dataRegistryAbi } from '../../contracts/DataRegistry.ts'

/** A registered data set that names a release as its dictionary. */
export type DictionaryUse = { dataSet: Hex; publisher: Address; release: number; groups: bigint }

const registered = getAbiItem({ abi: dataRegistryAbi, name: 'Registered' })

/** Returns the data sets on chain that name a dictionary, the newest first. */
export async function readUses(client: NodeClient): Promise<DictionaryUse[]> {
  const where = { address: systemContracts.dataRegistry, event: registered, fromBlock: 0n, strict: true } as const
  const logs = await getLogs(client, where)
  const uses = logs.map(({ args: { dataSetId, publisher, dataSet } }) => {
    return { dataSet: dataSetId, publisher, release: dataSet.dictionary, groups: dataSet.groups }
  })
  return uses.filter(({ release }) => release > 0).reverse()
}
