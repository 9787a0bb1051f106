import { secp256k1 } from '@noble/curves/secp256k1.js'
import * as z from 'zod'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { decryptAesGcm, encryptAesGcm, hkdfSha256, importAesKey } from '../crypto/webCrypto.ts'
import { BaseError } from '../errors.ts'

/*
 * How an owner hands the keys of one data set to an agent: the root of its class, encrypted to the agent's key (ECIES:
 * one-time secp256k1 key, HKDF-SHA-256 over the shared x, AES-256-GCM, bound to the data set). It opens that data set and
 * nothing else, and only the agent can read it.
 */
export const sealedRootSchema = z.strictObject({
  format: z.literal('qoodblock.sealed-root'),
  version: z.literal(1),
  dataSet: z.string().regex(/^0x[0-9a-f]{64}$/),
  /** 33 bytes. */
  point: z.string().regex(/^0x0[23][0-9a-f]{64}$/),
  box: z.string().regex(/^0x[0-9a-f]{96}$/),
})
export type SealedRoot = z.infer<typeof sealedRootSchema>

const info = new TextEncoder().encode('QoodBlock sealed root v1')
// Each key encrypts once.
const iv = new Uint8Array(12)

/** Returns the root of a data set for one agent; `agentKey` is its compressed public key. */
export async function sealRoot(input: { root: Uint8Array; dataSet: Hex; agentKey: Hex }): Promise<SealedRoot> {
  const { root, dataSet, agentKey } = input
  const { secretKey, publicKey } = secp256k1.keygen()
  const key = await deriveBoxKey(secretKey, decodeHex(agentKey), publicKey)
  const box = await encryptAesGcm({ key, iv, data: root, aad: decodeHex(dataSet) })
  return {
    ...{ format: 'qoodblock.sealed-root', version: 1 },
    ...{ dataSet, point: encodeHex(publicKey), box: encodeHex(box) },
  } as SealedRoot
}

/** Returns the root that was sealed to the key; throws when it was sealed to another one, or for another data set. */
export async function openSealedRoot(sealed: SealedRoot, secretKey: Uint8Array): Promise<Uint8Array> {
  const point = decodeHex(sealed.point)
  const key = await deriveBoxKey(secretKey, point, point)
  const root = await decryptAesGcm({ key, iv, data: decodeHex(sealed.box), aad: decodeHex(sealed.dataSet) })
  if (!root) throw new SealedRootError()
  return root
}

async function deriveBoxKey(secret: Uint8Array, point: Uint8Array, oneTime: Uint8Array): Promise<CryptoKey> {
  let shared: Uint8Array
  try {
    shared = secp256k1.getSharedSecret(secret, point)
  } catch (cause) {
    throw new SealedRootError(cause)
  }
  return importAesKey(await hkdfSha256({ secret: shared.slice(1), salt: oneTime, info, length: 32 }))
}

export class SealedRootError extends BaseError {
  override readonly name = 'Market.SealedRootError'
  constructor(cause?: unknown) {
    super('Expected keys that were sealed to this agent, found others.', { cause })
  }
}
