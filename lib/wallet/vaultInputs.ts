import type { TransactionSerializable } from 'viem'
import * as z from 'zod'
import { BaseError } from '../errors.ts'
import { kdfParametersSchema } from './argon2id.ts'
import { wordCounts } from './mnemonic.ts'
import { languages } from './wordlists.ts'

/*
 * What may enter the vault through its port. Text of a person is bounded; transactions are of the kinds that can be
 * shown in plain words, always with a chain id, with no field that we do not know.
 */
const hexSchema = z.custom<`0x${string}`>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]*$/.test(value))
export const addressSchema = z.custom<`0x${string}`>(
  (value) => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value),
)
const amountSchema = z.bigint().nonnegative()
const languageSchema = z.enum(languages)
// A lone half of a character would be stored as another one, and the restored wallet would be another wallet.
const passphraseSchema = z
  .string()
  .max(1024)
  .refine((text) => text.isWellFormed())
  .optional()

export const unlockerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('password'),
    password: z.string().max(1024),
    parameters: kdfParametersSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('passkey'),
    credentialId: z.string(),
    salt: hexSchema,
    prfOutput: z.instanceof(Uint8Array).refine((bytes) => bytes.length === 32),
  }),
])

export const createSchema = z.strictObject({
  wordCount: z.union(wordCounts.map((count) => z.literal(count))).default(12),
  language: languageSchema.default('english'),
  passphrase: passphraseSchema,
  unlocker: unlockerSchema,
})

export const restoreSchema = z.strictObject({
  mnemonic: z.string().max(2048),
  language: languageSchema.optional(),
  passphrase: passphraseSchema,
  unlocker: unlockerSchema,
})

const accessListSchema = z.array(z.strictObject({ address: addressSchema, storageKeys: z.array(hexSchema) }))
const anyTransaction = {
  chainId: z.int().positive(),
  nonce: z.int().nonnegative(),
  gas: amountSchema,
  to: addressSchema.optional(),
  value: amountSchema.optional(),
  data: hexSchema.optional(),
}

const transactionSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('legacy'), ...anyTransaction, gasPrice: amountSchema }),
  z.strictObject({
    type: z.literal('eip2930'),
    ...anyTransaction,
    gasPrice: amountSchema,
    accessList: accessListSchema.optional(),
  }),
  z.strictObject({
    type: z.literal('eip1559'),
    ...anyTransaction,
    maxFeePerGas: amountSchema,
    maxPriorityFeePerGas: amountSchema,
    accessList: accessListSchema.optional(),
  }),
])

/** A complete transaction: what is shown to the person is exactly what is signed. */
export type WalletTransaction = z.infer<typeof transactionSchema>

export const messageSchema = z.union([z.string(), z.strictObject({ raw: hexSchema })])

/** Returns the transaction, complete and of a known kind. */
export function parseTransaction(value: unknown): TransactionSerializable & WalletTransaction {
  const parsed = parseInput(transactionSchema, value)
  const present = Object.entries(parsed).filter(([, field]) => field !== undefined)
  return Object.fromEntries(present) as TransactionSerializable & WalletTransaction
}

/** Returns the value as the schema understands it; throws which field is wrong, never its content. */
export function parseInput<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new InvalidInputError(parsed.error.issues[0]?.path.join('.') || 'the whole value')
  return parsed.data
}

export class InvalidInputError extends BaseError {
  override readonly name = 'Wallet.InvalidInputError'
  readonly code = -32602
  constructor(field: string) {
    super(`The wallet does not understand ${field}.`)
  }
}
