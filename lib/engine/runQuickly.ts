import { keccak256 } from '../bytes/keccak256.ts'
import { decodeWord, readWord, writeWord } from '../bytes/words.ts'

/*
 * The short way through a contract: no promises, no frames, no journal, and nothing outside of this file changes while it
 * runs. It knows the instructions of a contract that keeps to itself, as a token does in a transfer. On any other, on any
 * failure and on whatever is unusual it gives up, and the library runs the transaction from the beginning; so it never
 * decides that something fails, and it cannot leave a trace. The oracle tests compare both ways.
 */
export type QuickCall = {
  code: Uint8Array
  data: Uint8Array
  address: bigint
  caller: bigint
  /** What is left for the code, in whole units. */
  gas: number
  chainId: bigint
  number: bigint
  timestamp: bigint
  readSlot(key: bigint): bigint
}

export type QuickLog = { topics: bigint[]; data: Uint8Array }

export type QuickResult = {
  gasLeft: number
  refund: number
  /** Slots that ended as something else than they began. */
  writes: [key: bigint, value: bigint][]
  logs: QuickLog[]
}

type Slot = { original: bigint; value: bigint }

type Machine = {
  call: QuickCall
  analysis: Analysis
  stack: bigint[]
  height: number
  at: number
  gas: number
  memory: Uint8Array
  view: DataView
  words: number
  /** Those touched in this transaction; all of them are warm. */
  slots: Map<bigint, Slot>
  transient: Map<bigint, bigint>
  refund: number
  logs: QuickLog[]
  outcome: 'running' | 'done' | 'gaveUp'
}

/** Where one may jump to, and what is pushed, by position in the code. */
type Analysis = { jumps: Uint8Array; pushes: (bigint | undefined)[] }

type Instruction = { gas: number; takes: number; gives: number; run(machine: Machine): void }

const maxSteps = 50_000
const maxStack = 1_024
const maxMemory = 65_536
const stop = 0x00

/** Returns what the call does, or nothing when it takes the long way to find out. */
export function runQuickly(call: QuickCall): QuickResult | undefined {
  const machine = createMachine(call)
  const { code } = call
  for (let steps = 0; machine.outcome === 'running'; steps++) {
    const instruction = instructions[machine.at < code.length ? code[machine.at]! : stop]
    if (instruction === undefined || steps === maxSteps) return undefined
    const { takes, gives } = instruction
    if (machine.height < takes || machine.height - takes + gives > maxStack) return undefined
    machine.gas -= instruction.gas
    machine.at++
    instruction.run(machine)
    if (machine.gas < 0) return undefined
  }
  if (machine.outcome === 'gaveUp') return undefined
  const writes: QuickResult['writes'] = []
  for (const [key, { original, value }] of machine.slots) if (value !== original) writes.push([key, value])
  return { gasLeft: machine.gas, refund: machine.refund, writes, logs: machine.logs }
}

function createMachine(call: QuickCall): Machine {
  // One call runs at a time, and what it leaves behind is copied.
  const memory = spareMemory.fill(0)
  return {
    call,
    analysis: analyse(call.code),
    stack: [],
    height: 0,
    at: 0,
    gas: call.gas,
    memory,
    view: spareView,
    words: 0,
    slots: new Map(),
    transient: new Map(),
    refund: 0,
    logs: [],
    outcome: 'running',
  }
}

const spareMemory = new Uint8Array(256)
const spareView = new DataView(spareMemory.buffer)
const analyses = new WeakMap<Uint8Array, Analysis>()

function analyse(code: Uint8Array): Analysis {
  const known = analyses.get(code)
  if (known) return known
  const jumps = new Uint8Array(code.length)
  const pushes: Analysis['pushes'] = new Array(code.length)
  for (let at = 0; at < code.length; at++) {
    const width = code[at]! - 0x5f
    if (code[at] === 0x5b) jumps[at] = 1
    if (width < 1 || width > 32) continue
    let value = 0n
    for (let i = 1; i <= width; i++) value = (value << 8n) | BigInt(code[at + i] ?? 0)
    pushes[at] = value
    at += width
  }
  const analysis = { jumps, pushes }
  analyses.set(code, analysis)
  return analysis
}

function push(machine: Machine, value: bigint): void {
  machine.stack[machine.height++] = value
}

function pop(machine: Machine): bigint {
  return machine.stack[--machine.height]!
}

function giveUp(machine: Machine): number {
  machine.outcome = 'gaveUp'
  return 0
}

/** Pays for memory up to there and returns where it begins; gives up far out, where no token has anything to do. */
function reach(machine: Machine, offset: bigint, length: number): number {
  if (length === 0) return 0
  if (offset > maxMemory) return giveUp(machine)
  const start = Number(offset)
  const words = Math.ceil((start + length) / 32)
  if (words <= machine.words) return start
  machine.gas -= memoryGas(words) - memoryGas(machine.words)
  machine.words = words
  if (words * 32 > machine.memory.length) grow(machine, words * 32)
  return start
}

function memoryGas(words: number): number {
  return 3 * words + Math.floor((words * words) / 512)
}

function grow(machine: Machine, bytes: number): void {
  const memory = new Uint8Array(2 * bytes)
  memory.set(machine.memory)
  machine.memory = memory
  machine.view = new DataView(memory.buffer)
}

function toLength(machine: Machine, value: bigint): number {
  return value > maxMemory ? giveUp(machine) : Number(value)
}

/** Returns the word of call data there; what lies beyond the end is zero. */
function dataWord(data: Uint8Array, offset: bigint): bigint {
  if (offset >= data.length) return 0n
  const start = Number(offset)
  const word = data.subarray(start, start + 32)
  return word.length === 32 ? decodeWord(word) : decodeWord(word) << BigInt(8 * (32 - word.length))
}

/** Brings a slot into the transaction; the first time costs (EIP-2929). */
function touchSlot(machine: Machine, key: bigint): { slot: Slot; wasWarm: boolean } {
  const known = machine.slots.get(key)
  if (known) return { slot: known, wasWarm: true }
  const value = machine.call.readSlot(key)
  const slot = { original: value, value }
  machine.slots.set(key, slot)
  return { slot, wasWarm: false }
}

function load(machine: Machine): void {
  const { slot, wasWarm } = touchSlot(machine, pop(machine))
  machine.gas -= wasWarm ? 100 : 2_100
  push(machine, slot.value)
}

/** EIP-2200 with the prices of EIP-2929 and EIP-3529. */
function store(machine: Machine): void {
  if (machine.gas <= 2_300) {
    giveUp(machine)
    return
  }
  const { slot, wasWarm } = touchSlot(machine, pop(machine))
  const next = pop(machine)
  const { original, value } = slot
  if (!wasWarm) machine.gas -= 2_100
  if (next === value) {
    machine.gas -= 100
    return
  }
  slot.value = next
  if (value === original) {
    machine.gas -= original === 0n ? 20_000 : 2_900
    if (next === 0n) machine.refund += 4_800
    return
  }
  machine.gas -= 100
  if (original !== 0n && value === 0n) machine.refund -= 4_800
  if (original !== 0n && next === 0n) machine.refund += 4_800
  if (next === original) machine.refund += original === 0n ? 19_900 : 2_800
}

function jump(machine: Machine, to: bigint): void {
  if (to < machine.call.code.length && machine.analysis.jumps[Number(to)] === 1) machine.at = Number(to)
  else giveUp(machine)
}

function hash(machine: Machine): void {
  const offset = pop(machine)
  const length = toLength(machine, pop(machine))
  const start = reach(machine, offset, length)
  machine.gas -= 6 * Math.ceil(length / 32)
  if (machine.outcome !== 'running') return
  const digest = keccak256(machine.memory.subarray(start, start + length))
  push(machine, decodeWord(digest))
}

function copyData(machine: Machine): void {
  const target = pop(machine)
  const source = pop(machine)
  const length = toLength(machine, pop(machine))
  const start = reach(machine, target, length)
  machine.gas -= 3 * Math.ceil(length / 32)
  if (machine.outcome !== 'running' || length === 0) return
  const { data } = machine.call
  const from = source > data.length ? data.length : Number(source)
  machine.memory.fill(0, start, start + length)
  machine.memory.set(data.subarray(from, from + length), start)
}

function log(machine: Machine, count: number): void {
  const offset = pop(machine)
  const length = toLength(machine, pop(machine))
  const topics = Array.from({ length: count }, () => pop(machine))
  const start = reach(machine, offset, length)
  machine.gas -= 8 * length
  machine.logs.push({ topics, data: machine.memory.slice(start, start + length) })
}

const instructions: (Instruction | undefined)[] = new Array(256)

function define(code: number, gas: number, takes: number, gives: number, run: Instruction['run']): void {
  instructions[code] = { gas, takes, gives, run }
}

function define2(code: number, gas: number, calculate: (top: bigint, next: bigint) => bigint): void {
  define(code, gas, 2, 1, (machine) => {
    const top = pop(machine)
    machine.stack[machine.height - 1] = calculate(top, machine.stack[machine.height - 1]!)
  })
}

function defineConstant(code: number, value: (machine: Machine) => bigint): void {
  define(code, 2, 0, 1, (machine) => push(machine, value(machine)))
}

const unsigned = (value: bigint) => BigInt.asUintN(256, value)
const signed = (value: bigint) => BigInt.asIntN(256, value)
const truth = (value: boolean) => (value ? 1n : 0n)

define(stop, 0, 0, 0, (machine) => {
  machine.outcome = 'done'
})
define2(0x01, 3, (a, b) => unsigned(a + b))
define2(0x02, 5, (a, b) => unsigned(a * b))
define2(0x03, 3, (a, b) => unsigned(a - b))
define2(0x04, 5, (a, b) => (b === 0n ? 0n : a / b))
define2(0x06, 5, (a, b) => (b === 0n ? 0n : a % b))
define2(0x10, 3, (a, b) => truth(a < b))
define2(0x11, 3, (a, b) => truth(a > b))
define2(0x12, 3, (a, b) => truth(signed(a) < signed(b)))
define2(0x13, 3, (a, b) => truth(signed(a) > signed(b)))
define2(0x14, 3, (a, b) => truth(a === b))
define(0x15, 3, 1, 1, (machine) => push(machine, truth(pop(machine) === 0n)))
define2(0x16, 3, (a, b) => a & b)
define2(0x17, 3, (a, b) => a | b)
define2(0x18, 3, (a, b) => a ^ b)
define(0x19, 3, 1, 1, (machine) => push(machine, unsigned(~pop(machine))))
define2(0x1b, 3, (by, value) => (by > 255n ? 0n : unsigned(value << by)))
define2(0x1c, 3, (by, value) => (by > 255n ? 0n : value >> by))
define(0x20, 30, 2, 1, hash)
defineConstant(0x30, ({ call }) => call.address)
defineConstant(0x32, ({ call }) => call.caller)
defineConstant(0x33, ({ call }) => call.caller)
defineConstant(0x34, () => 0n)
define(0x35, 3, 1, 1, (machine) => push(machine, dataWord(machine.call.data, pop(machine))))
defineConstant(0x36, ({ call }) => BigInt(call.data.length))
define(0x37, 3, 3, 0, copyData)
defineConstant(0x3d, () => 0n)
defineConstant(0x42, ({ call }) => call.timestamp)
defineConstant(0x43, ({ call }) => call.number)
defineConstant(0x46, ({ call }) => call.chainId)
define(0x50, 2, 1, 0, (machine) => {
  machine.height--
})
define(0x51, 3, 1, 1, (machine) => {
  const at = reach(machine, pop(machine), 32)
  push(machine, readWord(machine.view, at))
})
define(0x52, 3, 2, 0, (machine) => {
  const at = reach(machine, pop(machine), 32)
  writeWord(machine.view, at, pop(machine))
})
define(0x54, 0, 1, 1, load)
define(0x55, 0, 2, 0, store)
define(0x56, 8, 1, 0, (machine) => jump(machine, pop(machine)))
define(0x57, 10, 2, 0, (machine) => {
  const to = pop(machine)
  if (pop(machine) !== 0n) jump(machine, to)
})
defineConstant(0x58, ({ at }) => BigInt(at - 1))
defineConstant(0x59, ({ words }) => BigInt(32 * words))
defineConstant(0x5a, ({ gas }) => BigInt(Math.max(0, gas)))
define(0x5b, 1, 0, 0, () => {})
define(0x5c, 100, 1, 1, (machine) => push(machine, machine.transient.get(pop(machine)) ?? 0n))
define(0x5d, 100, 2, 0, (machine) => {
  const key = pop(machine)
  machine.transient.set(key, pop(machine))
})
defineConstant(0x5f, () => 0n)
for (let width = 1; width <= 32; width++) {
  define(0x5f + width, 3, 0, 1, (machine) => {
    push(machine, machine.analysis.pushes[machine.at - 1]!)
    machine.at += width
  })
}
for (let depth = 1; depth <= 16; depth++) {
  define(0x7f + depth, 3, depth, depth + 1, (machine) => push(machine, machine.stack[machine.height - depth]!))
  define(0x8f + depth, 3, depth + 1, depth + 1, ({ stack, height }) => {
    const top = stack[height - 1]!
    stack[height - 1] = stack[height - 1 - depth]!
    stack[height - 1 - depth] = top
  })
}
for (let topics = 0; topics <= 4; topics++) {
  define(0xa0 + topics, 375 * (topics + 1), topics + 2, 0, (machine) => log(machine, topics))
}
define(0xf3, 0, 2, 0, (machine) => {
  const offset = pop(machine)
  reach(machine, offset, toLength(machine, pop(machine)))
  if (machine.outcome === 'running') machine.outcome = 'done'
})
