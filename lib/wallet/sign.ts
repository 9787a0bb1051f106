import { secp256k1 } from '@noble/curves/secp256k1.js'
import {
  hashMessage,
  hashTypedData,
  keccak256,
  type SignableMessage,
  serializeTransaction,
  type TransactionSerializable,
  type TypedDataDefinition,
} from 'viem'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'

/*
 * Signatures with keys given as bytes. viem's own accounts want the key as a hex string, and strings cannot be
 * overwritten. Nonces are RFC 6979, s is low: the same request gives the same signature everywhere.
 */
type Signature = { r: Hex; s: Hex; yParity: 0 | 1 }

/** Returns the signature of a 32-byte digest. */
export function signDigest(digest: Hex, privateKey: Uint8Array): Signature {
  const bytes = secp256k1.sign(decodeHex(digest), privateKey, { prehash: false, format: 'recovered' })
  return {
    r: encodeHex(bytes.subarray(1, 33)),
    s: encodeHex(bytes.subarray(33, 65)),
    yParity: bytes[0] === 1 ? 1 : 0,
  }
}

/** Returns the signed transaction, ready for eth_sendRawTransaction. */
export function signTransaction(transaction: TransactionSerializable, privateKey: Uint8Array): Hex {
  const { r, s, yParity } = signDigest(keccak256(serializeTransaction(transaction)), privateKey)
  return serializeTransaction(transaction, { r, s, yParity, v: BigInt(27 + yParity) })
}

/** Returns the 65-byte signature of an EIP-191 personal message. */
export function signMessage(message: SignableMessage, privateKey: Uint8Array): Hex {
  return formatSignature(signDigest(hashMessage(message), privateKey))
}

/** Returns the 65-byte signature of EIP-712 typed data. */
export function signTypedData(typedData: TypedDataDefinition, privateKey: Uint8Array): Hex {
  return formatSignature(signDigest(hashTypedData(typedData), privateKey))
}

function formatSignature({ r, s, yParity }: Signature): Hex {
  return `${r}${s.slice(2)}${yParity === 0 ? '1b' : '1c'}` as Hex
}
