import { type AbiFunction, decodeFunctionResult, encodeFunctionData } from 'viem'
import { call } from 'viem/actions'
import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { parseArgument } from './parseArgument.ts'

/** Returns the call with the values that a person typed; throws where one of them is none of its type. */
export function encodeCall(item: AbiFunction, texts: readonly string[]): Hex {
  const args = item.inputs.map((input, i) => parseArgument(input, texts[i] ?? ''))
  return encodeFunctionData({ abi: [item], functionName: item.name, args })
}

/** Returns what a reading function answers, each output by name or place. */
export async function callFunction(
  client: NodeClient,
  options: { address: Address; item: AbiFunction; texts: readonly string[]; from?: Address | undefined },
): Promise<{ name: string; value: unknown }[]> {
  const { address, item, texts, from } = options
  const data = encodeCall(item, texts)
  const answer = await call(client, { to: address, data, ...(from && { account: from }) })
  const result = decodeFunctionResult({ abi: [item], functionName: item.name, data: answer.data ?? '0x' })
  const values = item.outputs.length === 1 ? [result] : ((result ?? []) as readonly unknown[])
  return item.outputs.map(({ name, type }, i) => ({ name: name || type, value: values[i] }))
}
