import { decodeErrorResult, type Hex as ViemHex } from 'viem'
import { encodeHex } from '../../../lib/bytes/hex.ts'
import type { MessageResult } from '../../../lib/engine/applyMessage.ts'
import { describeContractError } from './describeContractError.ts'
import { RpcError, ServerError } from './RpcError.ts'

const reverted = 3

/** Code 3: the contract said no; its bytes are the data, its words are in the message. */
export class RevertedError extends RpcError {
  override readonly name = 'Rpc.RevertedError'
  constructor(returnData: Uint8Array) {
    const reason = readReason(returnData)
    super(reverted, reason === undefined ? 'execution reverted' : `execution reverted: ${reason}`, {
      data: encodeHex(returnData),
    })
  }
}

/** Throws what a failed execution means for the caller; returns when it did not fail. */
export function throwFailure({ failure, returnData }: Pick<MessageResult, 'failure' | 'returnData'>): void {
  if (failure === undefined) return
  if (failure.kind === 'reverted') throw new RevertedError(returnData)
  throw new ServerError(failure.reason)
}

/** Solidity's Error(string) and Panic(uint256), the latter in the words that other clients use; errors of our contracts. */
export function readReason(returnData: Uint8Array): string | undefined {
  const data = encodeHex(returnData) as ViemHex
  try {
    const { errorName, args } = decodeErrorResult({ abi, data })
    if (errorName === 'Error') return args[0]
    return panics[Number(args[0])] ?? `unknown panic code: 0x${args[0].toString(16)}`
  } catch {
    return describeContractError(data)
  }
}

const abi = [
  { type: 'error', name: 'Error', inputs: [{ type: 'string', name: 'message' }] },
  { type: 'error', name: 'Panic', inputs: [{ type: 'uint256', name: 'code' }] },
] as const

const panics: Readonly<Record<number, string>> = {
  0: 'generic panic',
  1: 'assert(false)',
  17: 'arithmetic underflow or overflow',
  18: 'division or modulo by zero',
  33: 'enum overflow',
  34: 'invalid encoded storage byte array accessed',
  49: 'out-of-bounds array access; popping on an empty array',
  50: 'out-of-bounds access of an array or bytesN',
  65: 'out of memory',
  81: 'uninitialized function',
}
