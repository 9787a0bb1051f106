import type { Address, Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'

export type AccessListItem = { address: Address; storageKeys: readonly Hex[] }

export type Authorization = {
  chainId: bigint
  address: Address
  nonce: bigint
  yParity: bigint
  r: bigint
  s: bigint
}

/** What a caller may say of a call; everything has a default. */
export type CallRequest = {
  from?: Address | undefined
  to?: Address | undefined
  gas?: bigint | undefined
  gasPrice?: bigint | undefined
  maxFeePerGas?: bigint | undefined
  maxPriorityFeePerGas?: bigint | undefined
  maxFeePerBlobGas?: bigint | undefined
  value?: bigint | undefined
  nonce?: bigint | undefined
  data?: Uint8Array | undefined
  accessList?: readonly AccessListItem[] | undefined
  blobVersionedHashes?: readonly Hex[] | undefined
  authorizationList?: readonly Authorization[] | undefined
}

/** A call with every blank filled in; also what is left of a transaction once it is checked. */
export type CallMessage = {
  from: Address
  to: Address | undefined
  nonce: bigint
  gas: bigint
  /** Paid per gas. */
  gasPrice: bigint
  maxFeePerGas: bigint
  maxPriorityFeePerGas: bigint
  maxFeePerBlobGas: bigint
  value: bigint
  data: Uint8Array
  accessList: readonly AccessListItem[]
  blobVersionedHashes: readonly Hex[]
  authorizationList: readonly Authorization[]
}

const zeroAddress: Address = `0x${'00'.repeat(20)}`

/** Returns the message that the request means under that base fee. */
export function toCallMessage(
  request: CallRequest,
  defaults: { gas: bigint; gasCap: bigint; nonce?: bigint; baseFeePerGas: bigint | undefined },
): CallMessage {
  const { gasPrice, maxFeePerGas = gasPrice ?? 0n, maxPriorityFeePerGas = gasPrice ?? 0n } = request
  if (gasPrice !== undefined && (request.maxFeePerGas ?? request.maxPriorityFeePerGas) !== undefined) {
    throw new ConflictingFeesError()
  }
  return {
    from: request.from ?? zeroAddress,
    to: request.to,
    nonce: request.nonce ?? defaults.nonce ?? 0n,
    gas: smaller(request.gas ?? defaults.gas, defaults.gasCap),
    gasPrice: gasPrice ?? effectivePrice(maxFeePerGas, maxPriorityFeePerGas, defaults.baseFeePerGas ?? 0n),
    maxFeePerGas,
    maxPriorityFeePerGas,
    maxFeePerBlobGas: request.maxFeePerBlobGas ?? 0n,
    value: request.value ?? 0n,
    data: request.data ?? new Uint8Array(),
    accessList: request.accessList ?? [],
    blobVersionedHashes: request.blobVersionedHashes ?? [],
    authorizationList: request.authorizationList ?? [],
  }
}

function effectivePrice(maxFee: bigint, tip: bigint, baseFee: bigint): bigint {
  if (maxFee === 0n && tip === 0n) return 0n
  return smaller(baseFee + tip, maxFee)
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

export class ConflictingFeesError extends BaseError {
  override readonly name = 'Engine.ConflictingFeesError'
  constructor() {
    super('both gasPrice and (maxFeePerGas or maxPriorityFeePerGas) specified')
  }
}
