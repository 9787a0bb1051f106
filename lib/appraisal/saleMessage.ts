import { secp256k1 } from '@noble/curves/secp256k1.js'
import { concatBytes } from '@noble/hashes/utils.js'
import * as z from 'zod'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { cidPattern } from '../crypto/rawCid.ts'
import { decryptAesGcm, encryptAesGcm, hkdfSha256, importAesKey } from '../crypto/webCrypto.ts'
import { BaseError } from '../errors.ts'
import { deriveSecret } from './deriveSecret.ts'

/*
 * A word between the seller of a car and one who may buy it: a question, an answer, a time for a test drive, or a yes to
 * one. It is a stored block:
 *
 *   "QSM1" | sender's point (33) | recipient's point (33) | iv (12) | AES-256-GCM(message)
 *
 * The key follows from the points of the two (ECDH on secp256k1, HKDF, bound to the sale), so both can read the whole talk
 * again on any machine, and nobody else can. The bid that carries its CID is a transaction: who wrote to whom, when, and
 * the price are public.
 */
const text = (most: number) => z.string().trim().min(1).max(most)
const cid = z.string().regex(cidPattern)

const saleMessage = z
  .strictObject({
    format: z.literal('qoodblock.sale-message'),
    version: z.literal(1),
    sale: z.string().regex(/^0x[0-9a-f]{64}$/),
    from: z.string().regex(/^0x[0-9a-f]{40}$/),
    /** By the clock of the sender, in seconds. */
    at: z.int().min(0),
    text: text(2_000).optional(),
    /** A time for a test drive or a hand-over. */
    slot: z.strictObject({ at: z.int().min(0), place: text(200).optional() }).optional(),
    /** The message whose slot suits. */
    accepts: cid.optional(),
  })
  .refine(({ text, slot, accepts }) => text ?? slot ?? accepts, 'says nothing')
export type SaleMessage = z.infer<typeof saleMessage>

const magic = new TextEncoder().encode('QSM1')
const pointBytes = 33
const headBytes = magic.length + 2 * pointBytes + 12
export const maxMessageBytes = 20_000

/** Returns the secret with which somebody reads and writes about the sale of a car, from the seed of all data keys. */
export function deriveTalkSecret(dataSeed: Uint8Array, vehicleId: bigint): Promise<Uint8Array> {
  return deriveSecret(dataSeed, `sale messages v1 ${vehicleId}`)
}

/** Returns the public half of a secret, which the other side seals to. */
export function talkPoint(secret: Uint8Array): Hex {
  return encodeHex(secp256k1.getPublicKey(secret, true))
}

/** Returns a message sealed between its sender and the holder of `to`. */
export async function sealMessage(
  message: SaleMessage,
  { secret, to }: { secret: Uint8Array; to: Hex },
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const head = concatBytes(magic, decodeHex(talkPoint(secret)), decodeHex(to), iv)
  const data = new TextEncoder().encode(JSON.stringify(check(message)))
  const key = await deriveKey(secret, decodeHex(to), message.sale as Hex)
  return new Uint8Array(concatBytes(head, await encryptAesGcm({ key, iv, data, aad: head })))
}

/** Returns between which points a block was sealed; throws by name where it is no message. */
export function readMessageHead(block: Uint8Array): { from: Hex; to: Hex } {
  const isMessage = magic.every((byte, index) => block[index] === byte)
  if (!isMessage || block.length <= headBytes || block.length > maxMessageBytes) {
    throw new SaleMessageError('something else')
  }
  return { from: encodeHex(block.subarray(4, 37)), to: encodeHex(block.subarray(37, 70)) }
}

/** Returns the message in a block, from either side's secret; throws by name where it is of others, changed, or of another sale. */
export async function openMessage(
  block: Uint8Array,
  { secret, sale }: { secret: Uint8Array; sale: Hex },
): Promise<SaleMessage> {
  const { from, to } = readMessageHead(block)
  const mine = talkPoint(secret)
  if (mine !== from && mine !== to) throw new SaleMessageError('one between others')
  const key = await deriveKey(secret, decodeHex(mine === from ? to : from), sale)
  const head = block.subarray(0, headBytes)
  const opened = await decryptAesGcm({ key, iv: head.subarray(70), data: block.subarray(headBytes), aad: head })
  if (!opened) throw new SaleMessageError('a changed one, or one of another sale')
  const message = check(parseJson(opened))
  if (message.sale !== sale) throw new SaleMessageError(`one of sale ${message.sale}`)
  return message
}

async function deriveKey(secret: Uint8Array, point: Uint8Array, sale: Hex): Promise<CryptoKey> {
  const info = new TextEncoder().encode('sale message key v1')
  return importAesKey(await hkdfSha256({ secret: sharedPoint(secret, point), salt: decodeHex(sale), info, length: 32 }))
}

function sharedPoint(secret: Uint8Array, point: Uint8Array): Uint8Array {
  try {
    return secp256k1.getSharedSecret(secret, point, true)
  } catch (cause) {
    throw new SaleMessageError('a point that is not on the curve', cause)
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new SaleMessageError('no JSON', cause)
  }
}

function check(value: unknown): SaleMessage {
  const result = saleMessage.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new SaleMessageError(`${issue?.path.join('.') || 'its root'}: ${issue?.message}`)
}

export class SaleMessageError extends BaseError {
  override readonly name = 'Appraisal.SaleMessageError'
  constructor(found: string, cause?: unknown) {
    super(`Expected a message of this sale, version 1; found ${found}.`, { cause })
  }
}
