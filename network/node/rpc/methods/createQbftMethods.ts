import { decodeFunctionResult, encodeFunctionData, type Hex as ViemHex } from 'viem'
import { type Address, decodeHex, encodeHex, formatQuantity } from '../../../../lib/bytes/hex.ts'
import { decodeExtraData } from '../../../../lib/chain/extraData.ts'
import { sortAddresses } from '../../../../lib/chain/setCommitment.ts'
import { systemContracts } from '../../../../lib/chain/systemContracts.ts'
import { callMessage } from '../../../../lib/engine/callMessage.ts'
import { type BlockParam, decodeBlockNumber, resolveBlock } from '../blockParam.ts'
import type { Methods } from '../Method.ts'
import { openCallContext } from '../openCallContext.ts'
import { decodeHash, param } from '../params.ts'
import { throwFailure } from '../RevertedError.ts'
import { InvalidParamsError, ServerError } from '../RpcError.ts'
import type { QueryDeps } from './createCallMethods.ts'

const abi = [
  {
    type: 'function',
    name: 'getValidators',
    stateMutability: 'view',
    inputs: [],
    outputs: [{ type: 'address[]', name: 'validators' }],
  },
] as const
const metricsBlocks = 100
const maxMetricsBlocks = 10_000

/** Returns Besu's methods for a QBFT chain: who may seal a block, and who made how many. */
export function createQbftMethods({ chain, limits, now }: QueryDeps): Methods {
  const readValidators = async (block: BlockParam): Promise<Address[]> => {
    const number = resolveBlock(chain, block)
    if (chain.consensus !== 'qbft') throw new ServerError('this chain is not sealed by validators')
    const { validators } = decodeExtraData(chain.header(number)!.extraData)
    if (validators.length > 0) return sortAddresses(validators)
    // The contract's answer after the parent is who may seal; so the network itself has it.
    const parent = { number: Math.max(0, number - 1) }
    const context = openCallContext(chain, { block: parent, gasCap: limits.callGas, now })
    const data = decodeHex(encodeFunctionData({ abi, functionName: 'getValidators' }))
    const result = await callMessage(context, { to: systemContracts.election, data })
    throwFailure(result)
    if (result.returnData.length === 0)
      throw new ServerError(`no contract elects validators at ${systemContracts.election}`)
    const returned = encodeHex(result.returnData) as ViemHex
    return sortAddresses([...decodeFunctionResult({ abi, functionName: 'getValidators', data: returned })])
  }
  return {
    qbft_getValidatorsByBlockNumber: (params) => readValidators(param(params, 0, decodeBlockNumber)),
    qbft_getValidatorsByBlockHash: (params) => readValidators({ hash: param(params, 0, decodeHash) }),
    qbft_getSignerMetrics(params) {
      const to = resolveBlock(chain, params[1] == null ? 'latest' : param(params, 1, decodeBlockNumber))
      // Nobody proposed the genesis block.
      const first = Math.min(to, Math.max(1, to - metricsBlocks + 1))
      const from = params[0] == null ? first : resolveBlock(chain, param(params, 0, decodeBlockNumber))
      if (from > to) throw new InvalidParamsError('invalid block range params')
      if (to - from >= maxMetricsBlocks) throw new InvalidParamsError(`a range of at most ${maxMetricsBlocks} blocks`)
      const proposed = new Map<Address, { count: number; last: number }>()
      for (let number = from; number <= to; number++) {
        const { miner } = chain.header(number)!
        proposed.set(miner, { count: (proposed.get(miner)?.count ?? 0) + 1, last: number })
      }
      return [...proposed].map(([address, { count, last }]) => ({
        address,
        proposedBlockCount: formatQuantity(count),
        lastProposedBlockNumber: formatQuantity(last),
      }))
    },
  }
}
