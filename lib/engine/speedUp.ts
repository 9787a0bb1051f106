import { type EVM, EVMError } from '@ethereumjs/evm'

/*
 * The interpreter of the library waits for a promise at each instruction and looks for the jump destinations of a
 * contract anew at each call: together half of what a token transfer costs. Here its loop is written again for plain
 * code: what needs no waiting does not wait, and what was found out about a code is kept with it. Instructions, their
 * gas, and every other part are the library's own; under a tracer, a profiler or rules that this loop does not know, its
 * loop runs. The oracle tests compare both with another client.
 */
type Analysis = { jumps: Uint8Array; pushes: Record<number, bigint>; opcodesCached: (Operation | undefined)[] }
type Operation = {
  opcodeInfo: { code: number; feeBigInt: bigint; dynamicGas: boolean; isAsync: boolean; isInvalid: boolean }
  opHandler(state: RunState, common: EVM['common']): unknown
  gasHandler(state: RunState, gas: bigint, common: EVM['common']): Promise<bigint>
}
type RunState = {
  programCounter: number
  opCode: number
  code: Uint8Array
  validJumps: Uint8Array
  cachedPushes: Record<number, bigint>
  shouldDoJumpAnalysis: boolean
  gasLeft: bigint
  memoryWordCount: bigint
  stack: { _store: bigint[]; _len: number }
  interpreter: Interpreter
}
type Interpreter = {
  common: EVM['common']
  profilerOpts?: { enabled?: boolean } | undefined
  _evm: { DEBUG: boolean; events: { listenerCount(name: string): number }; _opcodeMap: Operation[] }
  _runState: RunState
  run(code: Uint8Array, options?: { pc?: number }): Promise<{ runState: RunState; exceptionError?: EVMError }>
  useGas(amount: bigint): void
  _getValidJumpDestinations(code: Uint8Array): Analysis
}

/** Rules whose instructions this loop does not know: EOF, trees of other kinds, lists of accesses, gas of two kinds. */
const otherRules = [3540, 6800, 7864, 7928, 8024, 8037, 8038]
const isVmError = 'EVMError'
const mload = 0x51
const mstore = 0x52
const keccak = 0x20

const spedUp = new WeakSet<object>()
const analyses = new WeakMap<Uint8Array, { operations: Operation[]; analysis: Analysis }>()

/** Gives every EVM of this library the faster loop; asks this one where the loop is. */
export async function speedUp(evm: EVM): Promise<void> {
  const library = Object.getPrototypeOf(evm) as object
  if (spedUp.has(library)) return
  const prototype = Object.getPrototypeOf(await findInterpreter(evm)) as Interpreter
  // Two may have asked at once.
  if (spedUp.has(library)) return
  spedUp.add(library)
  const runSlowly = prototype.run
  const analyse = prototype._getValidJumpDestinations
  prototype._getValidJumpDestinations = function (code) {
    const operations = this._evm._opcodeMap
    const known = analyses.get(code)
    if (known?.operations === operations) return known.analysis
    const analysis = analyse.call(this, code)
    analyses.set(code, { operations, analysis })
    return analysis
  }
  prototype.run = function (code, options = {}) {
    return isPlain(this, code, options) ? runFast(this, code) : runSlowly.call(this, code, options)
  }
}

/** The library keeps its interpreter to itself; an instruction gets to see it. */
async function findInterpreter(evm: EVM): Promise<Interpreter> {
  const operations = (evm as unknown as { _opcodeMap: Operation[] })._opcodeMap
  const stop = operations[0]!
  let found: Interpreter | undefined
  operations[0] = {
    ...stop,
    opHandler(state, common) {
      found = state.interpreter
      return stop.opHandler(state, common)
    },
  }
  try {
    await evm.runCode({ code: new Uint8Array(1), gasLimit: 0n })
  } finally {
    operations[0] = stop
  }
  if (!found) throw new Error('Expected the interpreter to run an instruction, found that it did not.')
  return found
}

function isPlain({ common, profilerOpts, _evm, _runState }: Interpreter, code: Uint8Array, { pc }: { pc?: number }) {
  if ((pc ?? _runState.programCounter) !== 0 || code.length === 0) return false
  if (profilerOpts?.enabled === true || _evm.DEBUG || _evm.events.listenerCount('step') > 0) return false
  return !hasOtherRules(common)
}

const known = new WeakMap<EVM['common'], { hardfork: string; other: boolean }>()

function hasOtherRules(common: EVM['common']): boolean {
  const hardfork = common.hardfork()
  let entry = known.get(common)
  if (entry?.hardfork !== hardfork) {
    entry = { hardfork, other: otherRules.some((eip) => common.isActivatedEIP(eip)) }
    known.set(common, entry)
  }
  return entry.other
}

async function runFast(interpreter: Interpreter, code: Uint8Array) {
  const { common, _runState: state } = interpreter
  const { jumps, pushes, opcodesCached } = interpreter._getValidJumpDestinations(code)
  state.code = code
  state.validJumps = jumps
  state.cachedPushes = pushes
  state.shouldDoJumpAnalysis = false
  let exceptionError: EVMError | undefined
  try {
    while (state.programCounter < code.length) {
      const operation = opcodesCached[state.programCounter]!
      const { opcodeInfo } = operation
      state.opCode = opcodeInfo.code
      let gas = opcodeInfo.feeBigInt
      if (opcodeInfo.dynamicGas) {
        gas = memoryGas(state, opcodeInfo.code, gas, common) ?? (await operation.gasHandler(state, gas, common))
      }
      if (opcodeInfo.isInvalid) throw new EVMError(EVMError.errorMessages.INVALID_OPCODE)
      // biome-ignore lint/correctness/useHookAtTopLevel: it takes gas, it is no hook
      interpreter.useGas(gas)
      state.programCounter++
      if (opcodeInfo.isAsync) await operation.opHandler(state, common)
      else operation.opHandler(state, common)
    }
  } catch (error) {
    if (!(error instanceof Object && 'errorType' in error && error.errorType === isVmError)) throw error
    const failure = error as EVMError
    if (failure.error !== EVMError.errorMessages.STOP) exceptionError = failure
  }
  return { runState: state, ...(exceptionError && { exceptionError }) }
}

/** Returns the gas of an instruction that stays within the memory already paid for; undefined leaves it to the library. */
function memoryGas(state: RunState, code: number, base: bigint, common: EVM['common']): bigint | undefined {
  const { _store, _len } = state.stack
  if (code !== mload && code !== mstore && code !== keccak) return undefined
  if (_len < 2) return undefined
  const offset = _store[_len - 1]!
  const length = code === keccak ? _store[_len - 2]! : 32n
  if (length === 0n || offset + length > state.memoryWordCount * 32n) return undefined
  return code === keccak ? base + common.param('keccak256WordGas') * ((length + 31n) / 32n) : base
}
