import type { EVM, InterpreterStep, Message } from '@ethereumjs/evm'
import { type Address, encodeHex, type Hex } from '../bytes/hex.ts'
import type { Log } from '../chain/Receipt.ts'

const transferTopic: Hex = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
/** What eth_simulateV1 names as the contract of the chain's own coin. */
const coinAddress: Address = '0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee'
const selfdestructCode = 0xff
const firstLogCode = 0xa0
const lastLogCode = 0xa4
type Entry = Log & { awaitsCreated?: boolean }

/**
 * Listens to the EVM and keeps logs together with transfers of the chain's coin, these written as ERC-20 logs, in the
 * order in which they happen. Returns a function that hands them out after each message.
 */
export function recordTransfers(evm: EVM): () => Log[] {
  let frames: Entry[][] = [[]]
  evm.events.on('beforeMessage', (message) => {
    const entry = describeTransfer(message)
    frames.push(entry ? [entry] : [])
  })
  evm.events.on('afterMessage', ({ execResult, createdAddress }) => {
    const frame = frames.pop() ?? []
    if (execResult.exceptionError) return
    const first = frame[0]
    if (first?.awaitsCreated && createdAddress)
      frame[0] = transferLog(first.topics[1]!, createdAddress.toString(), first.data)
    frames.at(-1)?.push(...frame)
  })
  evm.events.on('step', async (step: InterpreterStep, resolve?: () => void) => {
    const { code } = step.opcode
    if (code >= firstLogCode && code <= lastLogCode) frames.at(-1)?.push(readLog(step, code - firstLogCode))
    if (code === selfdestructCode) {
      const entry = await describeSelfdestruct(step)
      if (entry) frames.at(-1)?.push(entry)
    }
    resolve?.()
  })
  return () => {
    const [logs = []] = frames
    frames = [[]]
    return logs
  }
}

function describeTransfer(message: Message): Entry | undefined {
  if (message.delegatecall || message.value === 0n) return undefined
  const from = toWord(message.caller.toString())
  const data = toWord(message.value)
  if (message.to === undefined) return { ...transferLog(from, '0x', data), awaitsCreated: true }
  return transferLog(from, message.codeAddress.toString(), data)
}

async function describeSelfdestruct({ address, stack, stateManager }: InterpreterStep): Promise<Entry | undefined> {
  const balance = (await stateManager.getAccount(address))?.balance ?? 0n
  const heir = stack.at(-1)
  if (balance === 0n || heir === undefined) return undefined
  return transferLog(toWord(address.toString()), toWord(heir & (2n ** 160n - 1n)), toWord(balance))
}

/** A log that cannot be written fails its frame, and takes with it whatever was kept here. */
function readLog({ stack, memory, address }: InterpreterStep, topicCount: number): Entry {
  const [offset = 0n, length = 0n] = [stack.at(-1), stack.at(-2)]
  const topics = Array.from({ length: topicCount }, (_, i) => toWord(stack.at(-3 - i) ?? 0n))
  const data = new Uint8Array(Number(length))
  data.set(memory.subarray(Number(offset), Number(offset + length)))
  return { address: address.toString(), topics, data: encodeHex(data) }
}

function transferLog(from: Hex, to: string, data: Hex): Entry {
  return { address: coinAddress, topics: [transferTopic, from, toWord(to)], data }
}

function toWord(value: bigint | string): Hex {
  const digits = typeof value === 'bigint' ? value.toString(16) : value.slice(2)
  return `0x${digits.padStart(64, '0')}`
}
