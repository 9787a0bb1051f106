import { secp256k1 } from '@noble/curves/secp256k1.js'
import { HARDENED_OFFSET, HDKey } from '@scure/bip32'
import { getAddress } from 'viem'
import { type Address, encodeHex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { BaseError } from '../errors.ts'

/*
 * BIP-32 and BIP-44: the i-th account is m/44'/60'/0'/0/i, as in every Ethereum wallet, so the words restore the same
 * addresses elsewhere, and one address serves all chains.
 */
const ethereumPath = [44 + HARDENED_OFFSET, 60 + HARDENED_OFFSET, HARDENED_OFFSET, 0]

/** Returns the private key of account `index`; the caller overwrites it after use. */
export function deriveAccountKey(seed: Uint8Array, index: number): Uint8Array {
  if (!Number.isSafeInteger(index) || index < 0 || index >= HARDENED_OFFSET) throw new AccountIndexError(index)
  let node = HDKey.fromMasterSeed(seed)
  for (const step of [...ethereumPath, index]) {
    const child = node.deriveChild(step)
    node.wipePrivateData()
    node = child
  }
  const key = Uint8Array.from(node.privateKey!)
  node.wipePrivateData()
  return key
}

/** Returns the EIP-55 address of the private key. */
export function addressOfKey(privateKey: Uint8Array): Address {
  const point = secp256k1.getPublicKey(privateKey, false)
  return getAddress(encodeHex(keccak256(point.subarray(1)).subarray(12)))
}

export class AccountIndexError extends BaseError {
  override readonly name = 'Wallet.AccountIndexError'
  constructor(index: number) {
    super(`Expected an account index from 0 to 2147483647, found ${index}.`)
  }
}
