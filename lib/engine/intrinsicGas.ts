import type { Common } from '@ethereumjs/common'
import type { CallMessage } from './CallRequest.ts'

const transaction = 21_000n
const creation = 32_000n
const zeroByte = 4n
const initCodeWord = 2n
const accessListAddress = 2_400n
const accessListKey = 1_900n
const authorization = 25_000n
const floorToken = 10n

/** Returns the gas that a transaction costs before its first instruction. */
export function intrinsicGas(message: CallMessage, common: Common): bigint {
  const { zeros, others } = countBytes(message.data)
  const otherByte = common.gteHardfork('istanbul') ? 16n : 68n
  let gas = transaction + zeros * zeroByte + others * otherByte
  if (message.to === undefined) {
    if (common.gteHardfork('homestead')) gas += creation
    if (common.isActivatedEIP(3860)) gas += initCodeWord * BigInt(Math.ceil(message.data.length / 32))
  }
  for (const { storageKeys } of message.accessList)
    gas += accessListAddress + accessListKey * BigInt(storageKeys.length)
  return gas + authorization * BigInt(message.authorizationList.length)
}

/** Returns the least that a transaction pays for its data (EIP-7623); 0 before that rule. */
export function floorGas(message: CallMessage, common: Common): bigint {
  if (!common.isActivatedEIP(7623)) return 0n
  const { zeros, others } = countBytes(message.data)
  return transaction + floorToken * (zeros + 4n * others)
}

function countBytes(data: Uint8Array): { zeros: bigint; others: bigint } {
  let zeros = 0
  for (const byte of data) if (byte === 0) zeros++
  return { zeros: BigInt(zeros), others: BigInt(data.length - zeros) }
}
