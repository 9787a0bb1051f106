import * as z from 'zod'
import type { Address, Hex } from '../bytes/hex.ts'
import type { ChainAccount, ChainContext } from '../chain/ChainAccount.ts'
import { sendContractCall } from '../chain/sendContractCall.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { vehicleAbi } from '../contracts/Vehicle.ts'
import { BaseError } from '../errors.ts'
import type { Vehicle } from './readVehicle.ts'
import { recordKinds } from './VehicleEvidence.ts'
import type { RecordKind } from './VehicleLife.ts'

/*
 * An owner lets a workshop, inspector, insurer or lender write records for a while. Nothing is sent: the owner signs a code
 * (EIP-712) and shows it, the issuer scans it and sends it together with the record. The nonce of the car makes each code
 * good once; revoking uses it up.
 */
export const maxGrantSeconds = 90 * 86_400

const vehicle = { address: systemContracts.vehicle, abi: vehicleAbi } as const

const authorisationCode = z.strictObject({
  vehicleId: z.string().regex(/^\d{1,30}$/),
  issuer: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  kinds: z.int().min(1).max(0xffff),
  validUntil: z.int().min(0),
  signature: z.string().regex(/^0x[0-9a-f]{130}$/),
  /** What sealed documents are sealed to. */
  readingPoint: z.string().regex(/^0x0[23][0-9a-f]{64}$/),
})
/** What a QR code of an owner says. */
export type AuthorisationCode = z.infer<typeof authorisationCode>

/** Returns the bits of kinds, as the contract keeps them. */
export function kindBits(kinds: readonly RecordKind[]): number {
  return kinds.reduce((bits, kind) => bits | (1 << recordKinds.indexOf(kind)), 0)
}

/** Returns the kinds that the bits name. */
export function kindsOf(bits: number): RecordKind[] {
  return recordKinds.filter((_, index) => (bits >> index) & 1)
}

type Grant = { issuer: Address; kinds: readonly RecordKind[]; validUntil: number }

/** Returns a code by which `issuer` may write records of those kinds, signed by the owner's account. */
export async function signAuthorisation(
  {
    account,
    chainId,
    vehicle: car,
    readingPoint,
  }: { account: ChainAccount; chainId: number; vehicle: Vehicle; readingPoint: Hex },
  { issuer, kinds, validUntil }: Grant,
): Promise<AuthorisationCode> {
  const signature = await account.signTypedData({
    domain: { name: 'QoodBlock Vehicle', version: '1', chainId, verifyingContract: systemContracts.vehicle },
    types: {
      Authorisation: [
        { name: 'vehicleId', type: 'uint256' },
        { name: 'issuer', type: 'address' },
        { name: 'kinds', type: 'uint16' },
        { name: 'validUntil', type: 'uint40' },
        { name: 'epoch', type: 'uint24' },
        { name: 'nonce', type: 'uint24' },
      ],
    },
    primaryType: 'Authorisation',
    message: { vehicleId: car.id, issuer, kinds: kindBits(kinds), validUntil, epoch: car.epoch, nonce: car.grantNonce },
  })
  return { vehicleId: `${car.id}`, issuer, kinds: kindBits(kinds), validUntil, signature, readingPoint }
}

/** Returns the code as a text for a QR code or a link. */
export function formatAuthorisationCode(code: AuthorisationCode): string {
  return btoa(JSON.stringify(code)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Returns the code in a text; throws where there is none. */
export function parseAuthorisationCode(text: string): AuthorisationCode {
  try {
    const packed = text.trim().replace(/^.*[#&?]code=/, '')
    const value = JSON.parse(atob(packed.replaceAll('-', '+').replaceAll('_', '/')))
    return authorisationCode.parse(value)
  } catch (cause) {
    throw new InvalidAuthorisationCodeError(cause)
  }
}

/** Sends a code that the owner has signed. Anybody may; the issuer does. */
export async function sendAuthorisation(context: ChainContext, code: AuthorisationCode): Promise<void> {
  const { vehicleId, issuer, kinds, validUntil, signature } = code
  const args = [BigInt(vehicleId), issuer, kinds, validUntil, signature]
  await sendContractCall(context, { ...vehicle, functionName: 'authoriseBySignature', args })
}

/** Lets an issuer write records, or with no kinds ends that. The owner. */
export async function authorise(
  context: ChainContext,
  vehicleId: bigint,
  { issuer, kinds, validUntil }: Grant,
): Promise<void> {
  const args = [vehicleId, issuer, kindBits(kinds), validUntil]
  await sendContractCall(context, { ...vehicle, functionName: 'authorise', args })
}

export class InvalidAuthorisationCodeError extends BaseError {
  override readonly name = 'Appraisal.InvalidAuthorisationCodeError'
  constructor(cause: unknown) {
    super('Expected the code that an owner shows to have a record written, found something else.', {
      cause,
      metaMessages: ['Ask the owner to open the page of the car and choose "Let somebody write".'],
    })
  }
}
