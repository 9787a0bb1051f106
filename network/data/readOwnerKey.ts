import { readFile } from 'node:fs/promises'
import { privateKeyToAddress } from 'viem/accounts'
import { decodeHex, encodeHex } from '../../lib/bytes/hex.ts'
import { deriveSeedFromWallet } from '../../lib/crypto/deriveSeedFromWallet.ts'
import { BaseError } from '../../lib/errors.ts'
import { signTypedData } from '../../lib/wallet/sign.ts'

/** Returns the 32 bytes in a key file: one line of 0x-prefixed hex. The file's text is never part of an error. */
export async function readKeyFile(path: string): Promise<Uint8Array> {
  const text = (await readFile(path, 'utf8')).trim()
  if (!/^0x[0-9a-fA-F]{64}$/.test(text)) throw new InvalidKeyFileError(path)
  return decodeHex(text)
}

/** Returns who an account key makes one: its address, its signature, and the data seed that a wallet with it derives. */
export async function readOwnerKey(path: string) {
  const key = await readKeyFile(path)
  const address = privateKeyToAddress(encodeHex(key))
  const sign = async (typedData: Parameters<typeof signTypedData>[0]) => signTypedData(typedData, key)
  return { address, sign, seed: () => deriveSeedFromWallet({ address, signTypedData: sign }) }
}

export class InvalidKeyFileError extends BaseError {
  override readonly name = 'Data.InvalidKeyFileError'
  constructor(path: string) {
    super(`Expected "${path}" to hold one key of 32 bytes as 0x-prefixed hex.`)
  }
}
