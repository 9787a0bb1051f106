import { type Abi, decodeErrorResult } from 'viem'
import type { Hex } from '../bytes/hex.ts'

const maxLength = 300

/** Returns why a call reverted, as the contract says it, or undefined when its words are not known. */
export function decodeRevert(returnData: Hex, abi: Abi = []): string | undefined {
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi, data: returnData })
    const reason = errorName === 'Error' ? String(args[0]) : `${errorName}(${args.map(String).join(', ')})`
    return reason.slice(0, maxLength)
  } catch {
    return undefined
  }
}
