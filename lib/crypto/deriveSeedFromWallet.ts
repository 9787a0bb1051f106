import { concatBytes } from '@noble/hashes/utils.js'
import { recoverTypedDataAddress, type TypedDataDefinition } from 'viem'
import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import { hkdfSha256 } from './webCrypto.ts'

/*
 * A data seed from one EIP-712 signature of a wallet whose own seed nobody can ask for. The signature is the secret: the
 * text says so, and no other page of ours asks for it. It serves only if the wallet gives the same signature each time
 * (RFC 6979 nonces, which nearly all wallets use); a wallet that does not is found by asking twice, because a seed that
 * cannot be derived again would lock its owner out of the data. No chain id: the seed is the same on every chain.
 */
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

type Input = {
  address: Address
  /** Asks the wallet; called twice. */
  signTypedData: (typedData: TypedDataDefinition) => Promise<Hex>
}

/** Returns the message whose signature is the seed. */
export function seedTypedData(owner: Address) {
  return {
    domain: { name: 'QoodBlock', version: '1' },
    types: {
      DataSeed: [
        { name: 'owner', type: 'address' },
        { name: 'purpose', type: 'string' },
        { name: 'warning', type: 'string' },
      ],
    },
    primaryType: 'DataSeed',
    message: {
      owner,
      purpose: 'Derive the keys of my data',
      warning: 'Whoever has this signature can read all data sealed with it. Sign it in QoodBlock only.',
    },
  } as const
}

/** Returns the 32-byte data seed of an external wallet; throws by name for wallets that cannot give one. */
export async function deriveSeedFromWallet({ address, signTypedData }: Input): Promise<Uint8Array> {
  const typedData = seedTypedData(address)
  const first = await readSignature(await signTypedData(typedData), address)
  const second = await readSignature(await signTypedData(typedData), address)
  if (encodeHex(first) !== encodeHex(second)) throw new UnstableSignatureError()
  const encoder = new TextEncoder()
  const salt = encoder.encode('QoodBlock')
  return hkdfSha256({ secret: first, salt, info: encoder.encode('data seed of a wallet v1'), length: 32 })
}

/** r and the lower s: wallets may differ in recovery id and sign of s. */
async function readSignature(signature: Hex, address: Address): Promise<Uint8Array> {
  if (!/^0x[0-9a-f]{130}$/i.test(signature)) throw new UnsuitableSignatureError((signature.length - 2) / 2)
  let signer: string
  try {
    signer = await recoverTypedDataAddress({ ...seedTypedData(address), signature })
  } catch {
    throw new ForeignSignatureError(address)
  }
  if (signer.toLowerCase() !== address.toLowerCase()) throw new ForeignSignatureError(address)
  const bytes = decodeHex(signature)
  const s = BigInt(encodeHex(bytes.subarray(32, 64)))
  const low = s > order / 2n ? order - s : s
  return concatBytes(bytes.subarray(0, 32), decodeHex(`0x${low.toString(16).padStart(64, '0')}`))
}

export class UnstableSignatureError extends BaseError {
  override readonly name = 'Crypto.UnstableSignatureError'
  constructor() {
    super('Expected the wallet to give the same signature twice, found two different ones.', {
      metaMessages: ['Its signatures cannot serve as a seed. Use the built-in wallet for data keys.'],
    })
  }
}

export class UnsuitableSignatureError extends BaseError {
  override readonly name = 'Crypto.UnsuitableSignatureError'
  constructor(length: number) {
    super(`Expected a signature of 65 bytes, found ${length}: contract wallets cannot give a seed.`)
  }
}

export class ForeignSignatureError extends BaseError {
  override readonly name = 'Crypto.ForeignSignatureError'
  constructor(address: Address) {
    super(`Expected a signature by ${address}, found another signer.`)
  }
}
