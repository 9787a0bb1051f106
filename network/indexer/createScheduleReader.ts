import { decodeFunctionResult, encodeFunctionData } from 'viem'
import { z } from 'zod'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { systemInterfaces } from '../../lib/explorer/systemInterfaces.ts'
import { callAtBlock } from './callAtBlock.ts'
import { NodeAnswerError, type NodeRpc } from './createNodeRpc.ts'
import type { Schedule } from './IndexTable.ts'

const setSchema = z.object({
  seed: z.string().regex(/^0x[0-9a-f]{64}$/),
  validators: z.array(z.string().regex(/^0x[0-9a-fA-F]{40}$/)),
})

/** Returns what tells whose turn it was: the set of a block's epoch, from the node's checkpoints; each is asked once. */
export function createScheduleReader(rpc: NodeRpc): (blockNumber: number) => Promise<Schedule | undefined> {
  const known = new Map<number, Schedule>()
  let epochBlocks: number | undefined

  return async (blockNumber) => {
    epochBlocks ??= await readEpochBlocks(rpc)
    if (!epochBlocks) return undefined
    const epoch = Math.floor(blockNumber / epochBlocks)
    const schedule = known.get(epoch) ?? (await readSchedule(rpc, epoch, epochBlocks))
    if (schedule) known.set(epoch, schedule)
    return schedule
  }
}

/** An epoch that is over has a checkpoint, which outlives its state; the one that runs is the head's. */
async function readSchedule(rpc: NodeRpc, epoch: number, epochBlocks: number): Promise<Schedule | undefined> {
  const [past, head] = (await rpc.tryBatch([['qood_getEpoch', epoch + 1], ['qood_getHead']])) as {
    sealers?: unknown
    set?: unknown
    header?: { number?: Hex }
  }[]
  for (const answer of [past, head]) if (answer instanceof Error && !isAbsent(answer)) throw answer
  if (!(past instanceof Error)) return toSchedule(past?.sealers)
  if (head instanceof Error || Math.floor(Number(head?.header?.number) / epochBlocks) !== epoch) return undefined
  return toSchedule(head?.set)
}

function toSchedule(value: unknown): Schedule | undefined {
  const set = setSchema.safeParse(value)
  return set.success ? { seed: set.data.seed as Hex, validators: set.data.validators as Address[] } : undefined
}

async function readEpochBlocks(rpc: NodeRpc): Promise<number> {
  const { abi } = systemInterfaces.election!
  const data = encodeFunctionData({ abi, functionName: 'EPOCH' })
  const [answer] = await callAtBlock(rpc, [{ to: systemContracts.election, data }], 'latest')
  if (answer === undefined || answer === '0x') return 0
  return Number(decodeFunctionResult({ abi, functionName: 'EPOCH', data: answer }))
}

/** Whether the node says that it has no such method, or that there is no such epoch, and not only that it is busy. */
function isAbsent(error: Error): boolean {
  return error instanceof NodeAnswerError && (error.code === -32_601 || error.code === -32_000)
}
