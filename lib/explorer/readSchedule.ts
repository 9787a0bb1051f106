import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readBlockNumber } from '../chain/readBlockNumber.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { electionAbi } from '../contracts/Election.ts'

/** The set that makes the next block, and when it changes. */
export type Schedule = {
  epoch: number
  epochBlocks: number
  seed: Hex
  validators: readonly Address[]
  quorum: number
}

const election = { address: systemContracts.election, abi: electionAbi } as const

/** Returns the set at work at the head. */
export async function readSchedule(client: NodeClient): Promise<Schedule> {
  const head = await readBlockNumber(client)
  const [[, seed, validators], epochBlocks, quorum] = await Promise.all([
    readContract(client, { ...election, functionName: 'getSchedule', args: [head + 1n] }),
    readContract(client, { ...election, functionName: 'EPOCH' }),
    readContract(client, { ...election, functionName: 'quorum' }),
  ])
  const blocks = Number(epochBlocks)
  return {
    epoch: Math.floor((Number(head) + 1) / blocks),
    epochBlocks: blocks,
    seed,
    validators,
    quorum: Number(quorum),
  }
}
