import { hashTypedData, type TypedDataDefinition, validateTypedData } from 'viem'
import * as z from 'zod'
import type { Address, Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import { addressSchema } from './vaultInputs.ts'

/*
 * EIP-712 data in the one form that is both shown and signed. The domain is where traps lie: only the fields that the
 * type EIP712Domain lists are hashed, so a domain may show a chain id that the signature does not hold. Here the two
 * always agree: the type is written out of the domain, and a given one that says something else is refused.
 */
export type WalletTypedData = {
  domain: { name?: string; version?: string; chainId?: bigint; verifyingContract?: Address; salt?: Hex }
  types: Record<string, { name: string; type: string }[]>
  primaryType: string
  message: Record<string, unknown>
}

const domainTypes = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
  { name: 'salt', type: 'bytes32' },
] as const

const schema = z.object({
  domain: z.strictObject({
    name: z.string().optional(),
    version: z.string().optional(),
    chainId: z.union([z.int().nonnegative(), z.bigint(), z.string().regex(/^(?:0x[0-9a-fA-F]+|\d+)$/)]).optional(),
    verifyingContract: addressSchema.optional(),
    salt: z
      .string()
      .regex(/^0x[0-9a-fA-F]{64}$/)
      .optional(),
  }),
  types: z.record(z.string(), z.array(z.strictObject({ name: z.string(), type: z.string() }))),
  primaryType: z.string(),
  message: z.record(z.string(), z.unknown()),
})

/** Returns the typed data; throws when it is malformed, or when its domain shows other fields than it signs. */
export function parseTypedData(value: unknown): WalletTypedData {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new InvalidTypedDataError(parsed.error.issues[0]?.path.join('.') || 'the whole value')
  const { types, primaryType, message } = parsed.data
  const { chainId, ...rest } = parsed.data.domain
  const domain = {
    ...rest,
    ...(chainId === undefined ? {} : { chainId: BigInt(chainId) }),
  } as WalletTypedData['domain']
  const listed = domainTypes.filter(({ name }) => domain[name] !== undefined)
  const given = types.EIP712Domain
  if (given && given.map(toText).sort().join() !== listed.map(toText).sort().join()) {
    throw new InvalidTypedDataError('a domain that differs from the type EIP712Domain')
  }
  const typedData = { domain, types: { ...types, EIP712Domain: given ?? [...listed] }, primaryType, message }
  verifyHashable(typedData)
  return typedData
}

/** Returns the same data in viem's type. */
export function toTypedDataDefinition(typedData: WalletTypedData): TypedDataDefinition {
  return typedData as unknown as TypedDataDefinition
}

function verifyHashable(typedData: WalletTypedData): void {
  // A signed domain alone could be replayed as the domain of anything.
  if (typedData.primaryType === 'EIP712Domain') throw new InvalidTypedDataError('the domain as message')
  if (!Object.hasOwn(typedData.types, typedData.primaryType)) throw new InvalidTypedDataError('the primary type')
  try {
    validateTypedData(toTypedDataDefinition(typedData))
    hashTypedData(toTypedDataDefinition(typedData))
  } catch (cause) {
    throw new InvalidTypedDataError('a message that does not fit its types', cause)
  }
}

function toText({ name, type }: { name: string; type: string }): string {
  return `${name}:${type}`
}

export class InvalidTypedDataError extends BaseError {
  override readonly name = 'Wallet.InvalidTypedDataError'
  readonly code = -32602
  constructor(found: string, cause?: unknown) {
    super(`Expected EIP-712 typed data that is signed as it is shown, found ${found}.`, { cause })
  }
}
