import type { Abi } from 'viem'
import type { readContract as readHere } from 'viem/actions'
import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from './createNodeClient.ts'
import { createProviderClient } from './createProviderClient.ts'

/** A question to a contract as data that can be sent to a worker. */
export type ContractRead = {
  address: Address
  abi: Abi
  functionName: string
  args?: readonly unknown[]
  account?: Address
  blockNumber?: bigint
}
type ReadElsewhere = (read: ContractRead) => Promise<unknown>

const readers = new WeakMap<NodeClient, ReadElsewhere>()

/**
 * Has what a client reads of contracts encoded, asked and decoded somewhere else. Cold, that takes a phone a tenth of a second
 * for each function: too much for the thread that draws the page.
 */
export function readElsewhere(client: NodeClient, read: ReadElsewhere): void {
  readers.set(client, read)
}

/** As viem's, with its types and its errors. */
export const readContract = (async (client: NodeClient, parameters: ContractRead) => {
  const read = readers.get(client)
  const answer = read && (await askElsewhere(read, parameters))
  if (answer && 'value' in answer) return answer.value
  const { readContract } = await import('viem/actions')
  return readContract(answer ? createProviderClient(answer) : client, parameters)
}) as unknown as typeof readHere

/** Returns the value, or a provider that fails as the node did, so that viem tells it in its words; undefined when only viem can tell. */
async function askElsewhere(read: ReadElsewhere, { abi, functionName, ...rest }: ContractRead) {
  const called = abi.filter((item) => item.type === 'function' && item.name === functionName)
  try {
    return { value: await read({ ...rest, functionName, abi: called }) }
  } catch (error) {
    const isAnswer = typeof (error as { code?: unknown }).code === 'number'
    return isAnswer ? { request: () => Promise.reject(error) } : undefined
  }
}
