import * as z from 'zod'
import { kdfParametersSchema } from './argon2id.ts'

/*
 * The keystore: a versioned JSON text with one encrypted secret and several ways to open it. A random data key encrypts
 * the secret; each slot wraps the data key for one way in: a password by Argon2id, a passkey by its PRF output.
 *
 * Everything is bound. The wrap of a slot has format, version and the slot's parameters as AAD; the secret has format,
 * version and all slots. The text must be the canonical one (same bytes as we would write), and `checksum` is the SHA-256
 * of the rest. The checksum is no protection against an attacker, who can recompute it: it tells a damaged file from a
 * wrong password before the slow derivation starts. Against an attacker stands AES-GCM.
 */
export const keystoreFormat = 'qoodblock-keystore'
export const keystoreVersion = 1
export const maxKeystoreLength = 65_536

const hex = (bytes: number) => z.string().regex(new RegExp(`^0x[0-9a-f]{${bytes * 2}}$`))
const hexBetween = (least: number, most: number) =>
  z.string().regex(new RegExp(`^0x(?:[0-9a-f]{2}){${least},${most}}$`))

const wrapped = { iv: hex(12), wrappedKey: hex(48) }

const passwordSlotSchema = z.strictObject({
  kind: z.literal('password'),
  kdf: z.literal('argon2id'),
  ...kdfParametersSchema.shape,
  salt: hex(16),
  ...wrapped,
})

const passkeySlotSchema = z.strictObject({
  kind: z.literal('passkey'),
  kdf: z.literal('hkdf-sha256'),
  credentialId: z.string().regex(/^[A-Za-z0-9_-]{1,1400}$/),
  salt: hex(32),
  ...wrapped,
})

const slotsSchema = z
  .array(z.discriminatedUnion('kind', [passwordSlotSchema, passkeySlotSchema]))
  .min(1)
  .max(8)

export const keystoreSchema = z.strictObject({
  format: z.literal(keystoreFormat),
  version: z.literal(keystoreVersion),
  slots: slotsSchema,
  cipher: z.literal('aes-256-gcm'),
  iv: hex(12),
  ciphertext: hexBetween(17, 4096),
  checksum: hex(32),
})

export type PasswordSlot = z.infer<typeof passwordSlotSchema>
export type PasskeySlot = z.infer<typeof passkeySlotSchema>
export type Slot = PasswordSlot | PasskeySlot
export type Keystore = z.infer<typeof keystoreSchema>
