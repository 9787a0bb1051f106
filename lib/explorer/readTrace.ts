import { decodeErrorResult, decodeFunctionData } from 'viem'
import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import type { CallFrame } from './CallFrame.ts'
import { formatValue } from './formatValue.ts'
import { findSystemContract, listSystemContracts } from './systemInterfaces.ts'

/** A call of a trace with what it says, where the contract is known. */
export type TraceNode = {
  kind: string
  from: Address
  to: Address | undefined
  valueWei: bigint
  gasUsed: number
  /** The function with its arguments, or the selector, or empty for a plain transfer. */
  functionName: string
  arguments: { name: string; text: string }[]
  /** Why it failed, in the words of the contract. */
  failure: string | undefined
  calls: TraceNode[]
}

type Request = (call: { method: string; params: unknown[] }) => Promise<unknown>

/** Returns the calls of a transaction as a tree. The node runs it again: nothing proves that it tells the truth. */
export async function readTrace(client: NodeClient, hash: Hex): Promise<TraceNode> {
  const request = client.request as Request
  const root = await request({ method: 'debug_traceTransaction', params: [hash, { tracer: 'callTracer' }] })
  return toNode(root as CallFrame)
}

/** Returns why the transaction failed: what the deepest call that failed said. */
export function failureOf(node: TraceNode): string | undefined {
  if (node.failure === undefined) return undefined
  const inner = node.calls.findLast(({ failure }) => failure !== undefined)
  return (inner && failureOf(inner)) ?? node.failure
}

function toNode(frame: CallFrame): TraceNode {
  return {
    kind: frame.type,
    from: frame.from,
    to: frame.to,
    valueWei: BigInt(frame.value ?? '0x0'),
    gasUsed: Number(frame.gasUsed),
    ...describeCall(frame),
    failure: frame.error === undefined ? undefined : describeFailure(frame),
    calls: (frame.calls ?? []).map(toNode),
  }
}

function describeCall({ type, to, input }: CallFrame): Pick<TraceNode, 'functionName' | 'arguments'> {
  if (type.startsWith('CREATE')) return { functionName: '', arguments: [] }
  const contract = to && findSystemContract(to)
  if (contract && input.length >= 10) {
    try {
      const { functionName, args = [] } = decodeFunctionData({ abi: contract.abi, data: input })
      const item = contract.abi.find(
        (one) => one.type === 'function' && one.name === functionName && one.inputs.length === args.length,
      )
      const inputs = item?.type === 'function' ? item.inputs : []
      return {
        functionName,
        arguments: args.map((value, i) => ({ name: inputs[i]?.name ?? '', text: formatValue(value) })),
      }
    } catch {
      // A call that the interface does not have is shown by its selector.
    }
  }
  return { functionName: input.length >= 10 ? input.slice(0, 10) : '', arguments: [] }
}

function describeFailure({ to, output, error, revertReason }: CallFrame): string {
  if (revertReason) return revertReason
  if (output && output.length >= 10) {
    const own = to && findSystemContract(to)
    const errors = own ? [own, ...listSystemContracts()] : listSystemContracts()
    for (const { abi } of errors) {
      try {
        const { errorName, args = [] } = decodeErrorResult({ abi, data: output })
        return errorName === 'Error' ? String(args[0]) : `${errorName}(${args.map(formatValue).join(', ')})`
      } catch {
        // Another contract may know it: errors pass through those that call.
      }
    }
  }
  return error ?? 'failed'
}
