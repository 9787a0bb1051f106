import { encodePacked, keccak256, stringToHex, toHex } from 'viem'
import { z } from 'zod'
import type { Address, Hex } from '../bytes/hex.ts'
import { systemContracts } from '../chain/systemContracts.ts'

/* What a registrar signs about a car: tag and commitment of its VIN, for one person, until a time. */
const hex = (bytes: number) =>
  z
    .string()
    .regex(new RegExp(`^0x[0-9a-fA-F]{${2 * bytes}}$`))
    .transform((text) => text as Hex)

/** A VIN as J1979 and ISO 3779 have it. */
export const vinSchema = z.string().regex(/^[A-HJ-NPR-Z0-9]{17}$/)

export const identityRequestSchema = z.strictObject({
  to: hex(20),
  vin: vinSchema,
  salt: hex(32),
  model: z.string().min(1).max(80),
})
export type IdentityRequest = z.input<typeof identityRequestSchema>

export const signedIdentitySchema = z.object({
  identity: z.object({
    to: hex(20),
    maker: hex(20),
    model: hex(32),
    commitment: hex(32),
    tag: hex(32),
    deadline: z.string().regex(/^\d{1,20}$/),
  }),
  signature: hex(65),
})
export type SignedIdentity = z.output<typeof signedIdentitySchema>

/** Returns a salt that nobody can guess. */
export function createSalt(): Hex {
  return toHex(crypto.getRandomValues(new Uint8Array(32)))
}

/** Returns what stands for the VIN on the chain; whoever has the salt can show which VIN it is. */
export function commitVin(salt: Hex, vin: string): Hex {
  return keccak256(encodePacked(['bytes32', 'string'], [salt, vin]))
}

/** Returns the hash by which the chain knows a model. */
export function hashModel(model: string): Hex {
  return keccak256(stringToHex(model))
}

/** Returns the EIP-712 data that the registrar signs. */
export function identityTypedData(identity: SignedIdentity['identity'], chainId: number) {
  return {
    domain: { name: 'QoodBlock Vehicle', version: '1', chainId, verifyingContract: systemContracts.vehicle as Address },
    types: {
      Identity: [
        { name: 'to', type: 'address' },
        { name: 'maker', type: 'address' },
        { name: 'model', type: 'bytes32' },
        { name: 'commitment', type: 'bytes32' },
        { name: 'tag', type: 'bytes32' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    primaryType: 'Identity' as const,
    message: { ...identity, deadline: BigInt(identity.deadline) },
  }
}
