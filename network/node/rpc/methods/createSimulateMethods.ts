import { encodeHex, formatQuantity, type Hex } from '../../../../lib/bytes/hex.ts'
import { encodeHeader } from '../../../../lib/chain/encodeHeader.ts'
import type { Header } from '../../../../lib/chain/Header.ts'
import { withParameters } from '../../../../lib/engine/createEvm.ts'
import {
  type SimulatedBlock,
  type SimulatedCall,
  type SimulateRequest,
  simulate,
} from '../../../../lib/engine/simulate.ts'
import type { SimulatedBlockRequest } from '../../../../lib/engine/simulatedHeaders.ts'
import type { ChainReader } from '../../ChainReader.ts'
import { blockSize } from '../../store/blockCodec.ts'
import { decodeBlock, resolveBlock } from '../blockParam.ts'
import { decodeBlockOverrides, decodeCall, decodeStateOverrides } from '../callParams.ts'
import { formatLog } from '../collectLogs.ts'
import { hashTransaction } from '../decodeTransaction.ts'
import { formatBlock, type RpcBlock } from '../formatBlock.ts'
import type { Methods } from '../Method.ts'
import { hashesOf, nextFeeAfter, openState } from '../openCallContext.ts'
import { decodeBoolean, decodeList, decodeObject, member, param } from '../params.ts'
import { readReason } from '../RevertedError.ts'
import type { QueryDeps } from './createCallMethods.ts'

/** More than can pass, so that too many is refused with the number that the method has for it. */
const maxBlocks = 10_000
const maxCalls = 5_000
const reverted = 3
const failed = -32015

/** Returns the simulation of blocks to come. */
export function createSimulateMethods({ chain, limits }: QueryDeps): Methods {
  return {
    async eth_simulateV1(params) {
      const { full, ...request } = param(params, 0, decodeRequest)
      const number = resolveBlock(chain, param(params, 1, decodeBlock))
      const blocks = await simulate(
        {
          stateManager: openState(chain, number),
          commonAt: chain.commonAt,
          base: chain.header(number)!,
          baseHash: chain.hash(number)!,
          blockHash: hashesOf(chain),
          nextBaseFee: (parent) => nextFeeAfter(chain, parent),
          blockReward: (header) => blockReward(chain, header),
          gasCap: limits.callGas,
        },
        request,
      )
      return blocks.map((block) => formatSimulatedBlock(block, full))
    },
  }
}

function blockReward(chain: ChainReader, header: Header): bigint {
  const isMined = chain.consensus === 'plain' && header.difficulty > 0n
  return isMined ? withParameters(chain.commonAt(header)).param('minerReward') : 0n
}

function decodeRequest(value: unknown, name: string): SimulateRequest & { full: boolean } {
  const request = decodeObject(value, name)
  const blocks = decodeList(request.blockStateCalls, '"blockStateCalls"', decodeBlockRequest, maxBlocks)
  return {
    blocks,
    validation: member(request, 'validation', decodeBoolean) ?? false,
    traceTransfers: member(request, 'traceTransfers', decodeBoolean) ?? false,
    full: member(request, 'returnFullTransactions', decodeBoolean) ?? false,
  }
}

function decodeBlockRequest(value: unknown, name: string): SimulatedBlockRequest {
  const block = decodeObject(value, name)
  return {
    overrides: member(block, 'blockOverrides', decodeBlockOverrides) ?? {},
    stateOverrides: member(block, 'stateOverrides', decodeStateOverrides),
    calls: member(block, 'calls', (calls, path) => decodeList(calls, path, decodeCall, maxCalls)) ?? [],
  }
}

function formatSimulatedBlock({ header, hash, transactions, senders, calls }: SimulatedBlock, full: boolean): RpcBlock {
  const withdrawals = header.withdrawalsRoot === undefined ? undefined : []
  const body = { transactions, senders, withdrawals, ommers: [] }
  const block = { header, hash, ...body, size: blockSize(encodeHeader(header), body) }
  let logIndex = 0
  return {
    ...formatBlock(block, full),
    calls: calls.map((call, transactionIndex) => {
      const transactionHash = hashTransaction(transactions[transactionIndex]!)
      const { number, timestamp: blockTimestamp } = header
      const place = { number, hash, blockTimestamp, transactionHash, transactionIndex }
      const logs = call.logs.map((log) => formatLog(log, { ...place, logIndex: logIndex++ }))
      return formatCall(call, logs)
    }),
  }
}

function formatCall(
  { returnData, gasUsed, peakGas, failure }: SimulatedCall,
  logs: unknown[],
): Record<string, unknown> {
  return {
    // What a failed call says is in its error.
    returnData: failure ? '0x' : encodeHex(returnData),
    logs,
    gasUsed: formatQuantity(gasUsed),
    maxUsedGas: formatQuantity(peakGas > gasUsed ? peakGas : gasUsed),
    status: formatQuantity(failure ? 0 : 1),
    ...(failure && { error: formatFailure(failure, returnData) }),
  }
}

function formatFailure(
  { kind, reason }: NonNullable<SimulatedCall['failure']>,
  returnData: Uint8Array,
): { message: string; code: number; data?: Hex } {
  if (kind === 'failed') return { message: reason, code: failed }
  const words = readReason(returnData)
  return { message: words === undefined ? reason : `${reason}: ${words}`, code: reverted, data: encodeHex(returnData) }
}
