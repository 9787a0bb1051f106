import { type Address, encodeHex, formatQuantity } from '../../../../lib/bytes/hex.ts'
import { UnfitMessageError } from '../../../../lib/engine/applyMessage.ts'
import { type CallContext, callMessage } from '../../../../lib/engine/callMessage.ts'
import { createAccessList } from '../../../../lib/engine/createAccessList.ts'
import { estimateGas } from '../../../../lib/engine/estimateGas.ts'
import type { ChainReader } from '../../ChainReader.ts'
import { decodeBlock } from '../blockParam.ts'
import { decodeBlockOverrides, decodeCall, decodeStateOverrides } from '../callParams.ts'
import type { Limits } from '../Limits.ts'
import type { Methods, Params } from '../Method.ts'
import { openCallContext } from '../openCallContext.ts'
import { optionalParam, param } from '../params.ts'
import { throwFailure } from '../RevertedError.ts'
import { ServerError } from '../RpcError.ts'

export type QueryDeps = {
  chain: ChainReader
  limits: Pick<Limits, 'callGas' | 'logResults' | 'logBlocks'>
  now: () => number
}

/** Returns the methods that ask what a transaction would do. */
export function createCallMethods({ chain, limits, now }: QueryDeps): Methods {
  const open = (params: Params) => {
    const request = param(params, 0, decodeCall)
    const block = param(params, 1, decodeBlock)
    const overrides = optionalParam(params, 2, decodeStateOverrides)
    const blockOverrides = optionalParam(params, 3, decodeBlockOverrides)
    const context = openCallContext(chain, { block, overrides, blockOverrides, gasCap: limits.callGas, now })
    return { request, context }
  }
  /*
   * Neither who makes the next block nor when is known to the sender, and both change what a call costs: the first transfer
   * of QDT in a producer's blocks writes a new word, and coin-days grow by the second. So on a chain with producers an
   * estimate is for one that nothing was counted of, with a sixteenth on top. Gas that is not used costs nothing.
   */
  const hasProducers = chain.consensus === 'qbft'
  const forAnyProducer = (context: CallContext): CallContext =>
    hasProducers ? { ...context, environment: { ...context.environment, coinbase: newcomer } } : context
  const forAnyTime = (gas: bigint) => {
    if (!hasProducers || gas <= plainTransfer) return gas
    const more = gas + gas / 16n
    return gas <= mostOfOne && more > mostOfOne ? mostOfOne : more
  }
  return {
    async eth_call(params) {
      const { request, context } = open(params)
      const result = await asked(request.gas, callMessage(context, request))
      throwFailure(result)
      return encodeHex(result.returnData)
    },
    async eth_estimateGas(params) {
      const { request, context } = open(params)
      const estimate = await asked(request.gas, estimateGas(forAnyProducer(context), request))
      if ('gas' in estimate) return formatQuantity(forAnyTime(estimate.gas))
      throwFailure(estimate.failed)
      throw new ServerError(`gas required exceeds allowance (${limits.callGas})`)
    },
    async eth_createAccessList(params) {
      const { request, context } = open(params)
      const { accessList, gasUsed, failure } = await asked(request.gas, createAccessList(context, request))
      return { accessList, ...(failure && { error: failure.reason }), gasUsed: formatQuantity(gasUsed) }
    },
  }
}

const plainTransfer = 21_000n
/** The cap of EIP-7825 for one transaction. */
const mostOfOne = 16_777_216n
const newcomer: Address = `0x${'f'.repeat(40)}`

/** A message that cannot be part of any block is the caller's to correct: the words say what is wrong with it. */
async function asked<Result>(gas: bigint | undefined, answer: Promise<Result>): Promise<Result> {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof UnfitMessageError)) throw error
    const supplied = gas === undefined ? '' : ` (supplied gas ${gas})`
    throw new ServerError(`err: ${error.shortMessage}${supplied}`, { name: error.name, fault: error.fault })
  }
}
