import type { EVM, EVMResult, InterpreterStep, Message } from '@ethereumjs/evm'
import { type Address, encodeHex, formatQuantity, type Hex } from '../bytes/hex.ts'
import { describeFailure } from './applyMessage.ts'
import type { Tracer, TracerConfig } from './Tracer.ts'

/** One call, in the spelling of geth's callTracer. */
export type CallFrame = {
  type: string
  from: Address
  to?: Address | undefined
  value?: Hex | undefined
  gas: Hex
  gasUsed: Hex
  input: Hex
  output?: Hex
  error?: string
  revertReason?: string
  calls?: CallFrame[]
  logs?: FrameLog[]
}
type FrameLog = { address: Address; topics: Hex[]; data: Hex; position: Hex }

export type CallTracerOptions = {
  /** The reason in a revert's bytes, for `revertReason`. */
  readReason: (returnData: Uint8Array) => string | undefined
}

const callOps: ReadonlySet<string> = new Set(['CALL', 'CALLCODE', 'DELEGATECALL', 'STATICCALL', 'CREATE', 'CREATE2'])
const addressMask = 2n ** 160n - 1n

/** Starts to note calls, creations and, when asked, logs, nested as they happen. */
export function startCallTracer(
  evm: EVM,
  config: TracerConfig & { kind: 'callTracer' },
  { readReason }: CallTracerOptions,
): Tracer {
  const stack: CallFrame[] = []
  let root: CallFrame | undefined
  let lastOp = 'CALL'

  const onStep = async (step: InterpreterStep, resolve?: () => void) => {
    const { name, code } = step.opcode
    if (callOps.has(name)) lastOp = name
    const frame = stack.at(-1)
    const isShown = frame && !(config.onlyTopCall && stack.length > 1)
    if (isShown && config.withLog && code >= 0xa0 && code <= 0xa4) addLog(frame, step, code - 0xa0)
    if (isShown && !config.onlyTopCall && name === 'SELFDESTRUCT') addCall(frame, await describeSelfdestruct(step))
    resolve?.()
  }
  const onBefore = (message: Message) => {
    stack.push(describeMessage(message, stack.length === 0 ? 'CALL' : lastOp))
  }
  const onAfter = (result: EVMResult) => {
    const frame = stack.pop()
    if (frame === undefined) return
    close(frame, result, readReason)
    const parent = stack.at(-1)
    if (parent === undefined) root = frame
    else if (!config.onlyTopCall) addCall(parent, frame)
  }
  evm.events.on('step', onStep)
  evm.events.on('beforeMessage', onBefore)
  evm.events.on('afterMessage', onAfter)
  return {
    finish(result, message) {
      evm.events.off('step', onStep)
      evm.events.off('beforeMessage', onBefore)
      evm.events.off('afterMessage', onAfter)
      // What the transaction pays for, where the EVM's own frame begins after that.
      return { ...root, gas: formatQuantity(message.gas), gasUsed: formatQuantity(result.gasUsed) }
    },
  }
}

function describeMessage(message: Message, op: string): CallFrame {
  const isCreate = message.to === undefined
  const type = isCreate && op !== 'CREATE2' ? 'CREATE' : op
  const from = type === 'DELEGATECALL' ? message.to! : message.caller
  return {
    type,
    from: from.toString(),
    ...(!isCreate && { to: message.codeAddress.toString() }),
    ...(type !== 'STATICCALL' && { value: formatQuantity(message.value) }),
    gas: formatQuantity(message.gasLimit),
    gasUsed: '0x0',
    input: encodeHex(message.data),
  }
}

function close(
  frame: CallFrame,
  { execResult, createdAddress }: EVMResult,
  readReason: CallTracerOptions['readReason'],
): void {
  frame.gasUsed = formatQuantity(execResult.executionGasUsed)
  const failure = execResult.exceptionError && describeFailure(execResult.exceptionError.error)
  if (frame.to === undefined && createdAddress && !failure) frame.to = createdAddress.toString()
  if (execResult.returnValue.length > 0) frame.output = encodeHex(execResult.returnValue)
  if (failure === undefined) return
  frame.error = failure.reason
  // What a failed frame logged never happened.
  dropLogs(frame)
  const reason = failure.kind === 'reverted' ? readReason(execResult.returnValue) : undefined
  if (reason !== undefined) frame.revertReason = reason
}

function dropLogs(frame: CallFrame): void {
  delete frame.logs
  for (const call of frame.calls ?? []) dropLogs(call)
}

function addCall(parent: CallFrame, frame: CallFrame): void {
  parent.calls ??= []
  parent.calls.push(frame)
}

function addLog(frame: CallFrame, { stack, memory, address }: InterpreterStep, topicCount: number): void {
  const [offset = 0n, length = 0n] = [stack.at(-1), stack.at(-2)]
  const topics = Array.from({ length: topicCount }, (_, i): Hex => toWord(stack.at(-3 - i) ?? 0n))
  const data = new Uint8Array(Number(length))
  data.set(memory.subarray(Number(offset), Number(offset + length)))
  frame.logs ??= []
  const position = formatQuantity(frame.calls?.length ?? 0)
  frame.logs.push({ address: address.toString(), topics, data: encodeHex(data), position })
}

async function describeSelfdestruct({ address, stack, stateManager }: InterpreterStep): Promise<CallFrame> {
  const balance = (await stateManager.getAccount(address))?.balance ?? 0n
  const heir = ((stack.at(-1) ?? 0n) & addressMask).toString(16).padStart(40, '0')
  return {
    type: 'SELFDESTRUCT',
    from: address.toString(),
    to: `0x${heir}`,
    value: formatQuantity(balance),
    gas: '0x0',
    gasUsed: '0x0',
    input: '0x',
  }
}

function toWord(value: bigint): Hex {
  return `0x${value.toString(16).padStart(64, '0')}`
}
