import type { EVM } from '@ethereumjs/evm'
import type { Address } from '../bytes/hex.ts'
import type { Header } from '../chain/Header.ts'
import { applyMessage } from './applyMessage.ts'
import { type CallRequest, toCallMessage } from './CallRequest.ts'
import type { CallContext } from './callMessage.ts'
import { type CallTracerOptions, startCallTracer } from './callTracer.ts'
import { createEvm } from './createEvm.ts'
import { startStateDiffTracer } from './stateDiffTracer.ts'
import { applyStateOverrides } from './stateOverrides.ts'
import { startStructLogTracer } from './structLogTracer.ts'
import { beginBlock } from './systemCalls.ts'
import type { Tracer, TracerConfig } from './Tracer.ts'

export type TraceOptions = { config: TracerConfig } & CallTracerOptions

/**
 * Returns the traces of transactions of a block, run again on the state before it. `only` names one by its place: those
 * before it run unobserved, those after it not at all.
 */
export async function traceTransactions(
  context: CallContext,
  block: { header: Header; transactions: readonly CallRequest[]; only?: number | undefined },
  options: TraceOptions,
): Promise<unknown[]> {
  const evm = await createEvm(context)
  const { environment, gasCap } = context
  await beginBlock(evm, environment, block.header)
  const traces: unknown[] = []
  const last = block.only ?? block.transactions.length - 1
  for (const [index, request] of block.transactions.slice(0, last + 1).entries()) {
    const message = toCallMessage(request, {
      gas: gasCap,
      gasCap: environment.gasLimit,
      baseFeePerGas: environment.baseFeePerGas,
    })
    const isTraced = block.only === undefined || block.only === index
    const tracer = isTraced ? startTracer(evm, options, [message.from, environment.coinbase]) : undefined
    await tracer?.ready?.()
    const result = await applyMessage(evm, message, environment, { nonce: true, fees: true })
    if (tracer) traces.push(await tracer.finish(result, message))
  }
  return traces
}

/** Returns the trace of a call that never was a transaction. */
export async function traceCall(context: CallContext, request: CallRequest, options: TraceOptions): Promise<unknown> {
  const evm = await createEvm(context)
  await applyStateOverrides(evm, context.overrides)
  const { environment, gasCap } = context
  const message = toCallMessage(request, { gas: gasCap, gasCap, baseFeePerGas: environment.baseFeePerGas })
  const tracer = startTracer(evm, options, [message.from, environment.coinbase])
  await tracer.ready?.()
  return tracer.finish(await applyMessage(evm, message, environment, { nonce: false, fees: false }), message)
}

/** `payers` are the accounts that change before the EVM begins. */
function startTracer(evm: EVM, { config, ...options }: TraceOptions, payers: readonly Address[]): Tracer {
  switch (config.kind) {
    case 'callTracer':
      return startCallTracer(evm, config, options)
    case 'structLog':
      return startStructLogTracer(evm, config)
    case 'stateDiff':
      return startStateDiffTracer(evm, payers)
  }
}
