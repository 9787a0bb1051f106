import type { Hex } from '../../lib/bytes/hex.ts'
import { NodeAnswerError, type NodeRpc } from './createNodeRpc.ts'
import type { HeadCall } from './IndexTable.ts'

/**
 * Returns what eth_call answers at a block, or undefined where the call itself fails; in the order of the calls. Throws where
 * the node did not run one: that says nothing of the contract. A few slow calls may take the time of many, so what was
 * not run among others is asked again with fewer.
 */
export async function callAtBlock(
  rpc: NodeRpc,
  calls: readonly HeadCall[],
  block: number | 'latest',
): Promise<(Hex | undefined)[]> {
  const tag = typeof block === 'number' ? `0x${block.toString(16)}` : block
  const answers = await rpc.tryBatch(calls.map((call) => ['eth_call', call, tag]))
  const missing = answers.flatMap((answer, i) => (answer instanceof Error && !isFailedCall(answer) ? [i] : []))
  if (missing.length > 0 && calls.length === 1) throw answers[0]
  for (const half of halvesOf(missing)) {
    const parts = half.map((i) => calls[i]!)
    for (const [i, answer] of (await callAtBlock(rpc, parts, block)).entries()) answers[half[i]!] = answer
  }
  return answers.map((answer) => (answer instanceof Error ? undefined : (answer as Hex | undefined)))
}

const reverted = 3
const failed = -32_000
/** What the virtual machine says of a call that came to its end without an answer. */
const failures =
  /execution reverted|out of gas|invalid jump|invalid opcode|stack (?:under|over)flow|write protection|out of (?:range|bounds)|refund exhausted|internal error|overflow/i

function isFailedCall(error: Error): boolean {
  if (!(error instanceof NodeAnswerError)) return false
  return error.code === reverted || (error.code === failed && failures.test(error.message))
}

function halvesOf<T>(list: readonly T[]): readonly T[][] {
  const middle = Math.ceil(list.length / 2)
  return [list.slice(0, middle), list.slice(middle)].filter(({ length }) => length > 0)
}
