import { encodeHex, type Hex } from '../../../../lib/bytes/hex.ts'
import { environmentOf } from '../../../../lib/engine/BlockEnvironment.ts'
import type { CallRequest } from '../../../../lib/engine/CallRequest.ts'
import type { TracerConfig } from '../../../../lib/engine/Tracer.ts'
import { type TraceOptions, traceCall, traceTransactions } from '../../../../lib/engine/traceTransactions.ts'
import type { StoredBlock } from '../../ChainReader.ts'
import { type BlockParam, decodeBlock, decodeBlockNumber, findBlock } from '../blockParam.ts'
import { decodeBlockOverrides, decodeCall, decodeStateOverrides } from '../callParams.ts'
import { decodeTransaction, hashTransaction } from '../decodeTransaction.ts'
import type { Methods, Params } from '../Method.ts'
import { hashesOf, openCallContext, openState } from '../openCallContext.ts'
import { decodeBoolean, decodeHash, decodeObject, decodeText, member, optionalParam, param, refuse } from '../params.ts'
import { readReason } from '../RevertedError.ts'
import { InvalidParamsError, ServerError, shorten } from '../RpcError.ts'
import type { QueryDeps } from './createCallMethods.ts'

/** Returns the methods that run transactions again and tell what happened inside. */
export function createTraceMethods({ chain, limits, now }: QueryDeps): Methods {
  const traceBlock = (block: StoredBlock, options: TraceOptions, only?: number): Promise<unknown[]> => {
    const { header } = block
    if (header.number === 0) throw new ServerError('genesis is not traceable')
    const common = chain.commonAt(header)
    const context = {
      stateManager: openState(chain, header.number - 1),
      common,
      environment: environmentOf(header, common),
      blockHash: hashesOf(chain),
      gasCap: header.gasLimit,
    }
    const transactions = block.transactions.map((raw, i) => toRequest(raw, block.senders[i]!))
    return traceTransactions(context, { header, transactions, only }, options)
  }
  const traceWhole = async (block: BlockParam, params: Params): Promise<unknown> => {
    const options = decodeTraceOptions(params[1])
    const number = findBlock(chain, block)
    const stored = number === undefined ? undefined : chain.block(number)
    if (stored === undefined) throw new ServerError(`block ${name(block)} not found`)
    const traces = await traceBlock(stored, options)
    return traces.map((result, i) => ({ txHash: hashTransaction(stored.transactions[i]!), result }))
  }
  return {
    async debug_traceTransaction(params) {
      const hash = param(params, 0, decodeHash)
      const options = decodeTraceOptions(params[1])
      const place = chain.locateTransaction(hash)
      if (place === undefined) throw new ServerError('transaction not found')
      const [trace] = await traceBlock(chain.block(place.number)!, options, place.index)
      return trace
    },
    debug_traceBlockByNumber: (params) => traceWhole(param(params, 0, decodeBlockNumber), params),
    debug_traceBlockByHash: (params) => traceWhole({ hash: param(params, 0, decodeHash) }, params),
    debug_traceCall(params) {
      const request = param(params, 0, decodeCall)
      const block = param(params, 1, decodeBlock)
      const options = decodeTraceOptions(params[2])
      const config = optionalParam(params, 2, decodeObject) ?? {}
      const overrides = member(config, 'stateOverrides', decodeStateOverrides)
      const blockOverrides = member(config, 'blockOverrides', decodeBlockOverrides)
      const context = openCallContext(chain, { block, overrides, blockOverrides, gasCap: limits.callGas, now })
      return traceCall(context, request, options)
    },
  }
}

/** A signed transaction asks for what its fields say, in the name of whoever signed it. */
function toRequest(raw: Uint8Array, from: Hex): CallRequest {
  const { v, r, s, yParity, ...fields } = decodeTransaction(raw)
  return decodeCall({ ...fields, from }, `transaction ${encodeHex(raw.subarray(0, 4))}`)
}

function decodeTraceOptions(value: unknown): TraceOptions {
  const options = value === undefined || value === null ? {} : decodeObject(value, 'argument of trace options')
  const tracer = member(options, 'tracer', decodeText) ?? ''
  const config = member(options, 'tracerConfig', decodeObject) ?? {}
  if (tracer === 'callTracer') return { config: decodeCallTracer(config), readReason }
  if (tracer === 'prestateTracer') return { config: decodeStateDiff(config), readReason }
  if (tracer !== '' && tracer !== 'structLog') {
    throw new InvalidParamsError(
      `tracer not found: ${shorten(tracer)}; there are callTracer, prestateTracer and the struct logger (no name)`,
    )
  }
  return { config: decodeStructLog(options), readReason }
}

function decodeCallTracer(config: Record<string, unknown>): TracerConfig {
  return {
    kind: 'callTracer',
    onlyTopCall: member(config, 'onlyTopCall', decodeBoolean) ?? false,
    withLog: member(config, 'withLog', decodeBoolean) ?? false,
  }
}

/** Of geth's tracer only the mode that tells what changed. */
function decodeStateDiff(config: Record<string, unknown>): TracerConfig {
  const isDiff = member(config, 'diffMode', decodeBoolean) ?? false
  if (!isDiff) refuse('tracerConfig.diffMode', 'true', isDiff)
  return { kind: 'stateDiff' }
}

function decodeStructLog(options: Record<string, unknown>): TracerConfig {
  const limit = member(options, 'limit', decodeLimit) ?? 0
  return {
    kind: 'structLog',
    disableStack: member(options, 'disableStack', decodeBoolean) ?? false,
    disableStorage: member(options, 'disableStorage', decodeBoolean) ?? false,
    enableMemory: member(options, 'enableMemory', decodeBoolean) ?? false,
    enableReturnData: member(options, 'enableReturnData', decodeBoolean) ?? false,
    limit,
  }
}

function decodeLimit(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) refuse(path, 'a number', value)
  return value
}

function name(block: BlockParam): string {
  if (typeof block === 'string') return block
  return 'hash' in block ? block.hash : `#${block.number}`
}
