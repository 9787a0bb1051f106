import { decodeHex, type Hex } from '../bytes/hex.ts'
import { encodeRlp, encodeScalar, type Rlp } from '../chain/rlp.ts'
import type { CallMessage } from './CallRequest.ts'

/** Returns the transaction that a simulated call stands for: its type follows from its fields, its signature is zero. */
export function encodeMessage(message: CallMessage, options: { chainId: bigint; legacy: boolean }): Uint8Array {
  const { nonce, gasPrice, maxFeePerGas, maxPriorityFeePerGas, gas, to, value, data } = message
  const target = to === undefined ? new Uint8Array() : decodeHex(to)
  const signature = [new Uint8Array(), new Uint8Array(), new Uint8Array()]
  if (options.legacy) {
    return encodeRlp([...[nonce, gasPrice, gas].map(encodeScalar), target, encodeScalar(value), data, ...signature])
  }
  const head = [options.chainId, nonce, maxPriorityFeePerGas, maxFeePerGas, gas].map(encodeScalar)
  const access = message.accessList.map(({ address, storageKeys }) => [decodeHex(address), storageKeys.map(decodeHex)])
  const { type, extra } = encodeExtra(message)
  const body = encodeRlp([...head, target, encodeScalar(value), data, access, ...extra, ...signature])
  const bytes = new Uint8Array(body.length + 1)
  bytes[0] = type
  bytes.set(body, 1)
  return bytes
}

/** Returns the type that the message has as a transaction. */
export function messageType(message: CallMessage, legacy: boolean): number {
  return legacy ? 0 : encodeExtra(message).type
}

function encodeExtra({ authorizationList, blobVersionedHashes, maxFeePerBlobGas }: CallMessage) {
  if (authorizationList.length > 0) return { type: 4, extra: [authorizationList.map(encodeAuthorization)] }
  if (blobVersionedHashes.length === 0) return { type: 2, extra: [] }
  return { type: 3, extra: [encodeScalar(maxFeePerBlobGas), blobVersionedHashes.map((hash: Hex) => decodeHex(hash))] }
}

function encodeAuthorization(item: CallMessage['authorizationList'][number]): Rlp {
  const { chainId, address, nonce, yParity, r, s } = item
  return [encodeScalar(chainId), decodeHex(address), ...[nonce, yParity, r, s].map(encodeScalar)]
}
