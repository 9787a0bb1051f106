import type { EVM, EVMResult, ExecResult } from '@ethereumjs/evm'

type Message = { isCreate?: boolean }
type Library = {
  runInterpreter(message: Message, options?: unknown): Promise<ExecResult>
  _executeCreate(message: Message): Promise<EVMResult>
}

const reserved = 0xef
const nothing = new Uint8Array(0)

/**
 * Nobody may deploy code that begins with 0xef (EIP-3541). The library holds that against a creation that reverts as well: where
 * its reason begins so, it takes all gas, and the reason is gone. This keeps the reason out of its sight until it is done.
 */
export function keepReverts(evm: EVM): void {
  const library = evm as unknown as Library
  const runInterpreter = library.runInterpreter.bind(evm)
  const executeCreate = library._executeCreate.bind(evm)
  const reasons = new WeakMap<ExecResult, Uint8Array>()
  library.runInterpreter = async (message, options) => {
    const result = await runInterpreter(message, options)
    if (!message.isCreate || !result.exceptionError || result.returnValue[0] !== reserved) return result
    reasons.set(result, result.returnValue)
    result.returnValue = nothing
    return result
  }
  library._executeCreate = async (message) => {
    const outcome = await executeCreate(message)
    const reason = reasons.get(outcome.execResult)
    if (reason) outcome.execResult.returnValue = reason
    return outcome
  }
}
