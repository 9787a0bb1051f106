import type { EVM, EVMResult, InterpreterStep, Message } from '@ethereumjs/evm'
import { setLengthLeft } from '@ethereumjs/util'
import { encodeHex, type Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import { describeFailure } from './applyMessage.ts'
import type { Tracer, TracerConfig } from './Tracer.ts'

export type StructLog = {
  pc: number
  op: string
  gas: number
  gasCost: number
  depth: number
  error?: string
  refund?: number
  stack?: Hex[]
  memory?: Hex[]
  returnData?: Hex
  storage?: Record<Hex, Hex>
}

type Slots = Map<Hex, Hex>

const maxLogs = 250_000
const stipend = 2_300n
const sloadCode = 0x54
const sstoreCode = 0x55
const callCode = 0xf1
const callcodeCode = 0xf2
const callFamily: ReadonlySet<number> = new Set([callCode, callcodeCode, 0xf4, 0xfa])

/** Starts to note every instruction, as geth's struct logger does (EIP-3155's forerunner). */
export function startStructLogTracer(evm: EVM, config: TracerConfig & { kind: 'structLog' }): Tracer {
  const logs: StructLog[] = []
  const storage = new Map<string, Slots>()
  // The last instruction of each frame that is open: calls add what they pass on, failures their name.
  const open: (StructLog | undefined)[] = []
  let lastCode = 0
  let returnData: Uint8Array = new Uint8Array()

  const onStep = async (step: InterpreterStep, resolve?: () => void) => {
    const isFull = config.limit > 0 && logs.length >= config.limit
    if (!isFull) {
      const log = describeStep(step, config, returnData)
      const slots = config.disableStorage ? undefined : await readTouched(step, storage)
      if (slots) log.storage = Object.fromEntries(slots)
      if (logs.push(log) > maxLogs) throw new TraceTooLongError()
      open[open.length - 1] = log
    }
    lastCode = step.opcode.code
    resolve?.()
  }
  const onBefore = (message: Message) => {
    const caller = open.at(-1)
    if (caller && callFamily.has(lastCode)) caller.gasCost += Number(passedOn(message, lastCode))
    open.push(undefined)
  }
  const onAfter = ({ execResult }: EVMResult) => {
    const last = open.pop()
    returnData = execResult.returnValue
    const failure = execResult.exceptionError && describeFailure(execResult.exceptionError.error)
    if (last && failure?.kind === 'failed') last.error = failure.reason
  }
  evm.events.on('step', onStep)
  evm.events.on('beforeMessage', onBefore)
  evm.events.on('afterMessage', onAfter)
  return {
    finish(result) {
      evm.events.off('step', onStep)
      evm.events.off('beforeMessage', onBefore)
      evm.events.off('afterMessage', onAfter)
      const hasData = result.failure === undefined || result.failure.kind === 'reverted'
      return {
        gas: Number(result.gasUsed),
        failed: result.failure !== undefined,
        returnValue: hasData ? encodeHex(result.returnData) : '0x',
        structLogs: logs,
      }
    },
  }
}

function describeStep(
  step: InterpreterStep,
  config: TracerConfig & { kind: 'structLog' },
  returnData: Uint8Array,
): StructLog {
  return {
    pc: step.pc,
    op: step.opcode.name,
    gas: Number(step.gasLeft),
    gasCost: Number(step.opcode.dynamicFee ?? step.opcode.fee),
    depth: step.depth + 1,
    ...(step.gasRefund > 0n && { refund: Number(step.gasRefund) }),
    ...(!config.disableStack && { stack: step.stack.map((word): Hex => `0x${word.toString(16)}`) }),
    ...(config.enableMemory && step.memory.length > 0 && { memory: splitWords(step.memory) }),
    ...(config.enableReturnData && returnData.length > 0 && { returnData: encodeHex(returnData) }),
  }
}

function splitWords(memory: Uint8Array): Hex[] {
  return Array.from({ length: memory.length / 32 }, (_, i) => encodeHex(memory.subarray(32 * i, 32 * i + 32)))
}

/** Returns every slot that the contract has touched so far, after this instruction; undefined when it touches none. */
async function readTouched(step: InterpreterStep, storage: Map<string, Slots>): Promise<Slots | undefined> {
  const { code } = step.opcode
  const key = step.stack.at(-1)
  if ((code !== sloadCode && code !== sstoreCode) || key === undefined) return undefined
  const owner = step.address.toString()
  const slots: Slots = storage.get(owner) ?? new Map()
  storage.set(owner, slots)
  const word = toWord(key)
  if (code === sstoreCode) slots.set(word, toWord(step.stack.at(-2) ?? 0n))
  else {
    const value = await step.stateManager.getStorage(step.address, bigintBytes(key))
    slots.set(word, encodeHex(setLengthLeft(value, 32)))
  }
  return slots
}

/** Gas that a call hands to the callee is part of its cost; the stipend is a gift. */
function passedOn({ gasLimit, value }: Message, code: number): bigint {
  return value > 0n && (code === callCode || code === callcodeCode) ? gasLimit - stipend : gasLimit
}

function toWord(value: bigint): Hex {
  return `0x${value.toString(16).padStart(64, '0')}`
}

function bigintBytes(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * (31 - i))) & 0xffn))
}

export class TraceTooLongError extends BaseError {
  override readonly name = 'Engine.TraceTooLongError'
  constructor() {
    super(`trace is longer than ${maxLogs} instructions: set "limit", or use the callTracer`)
  }
}
