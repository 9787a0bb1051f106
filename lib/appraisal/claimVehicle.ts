import { encodeFunctionData, parseAbiItem } from 'viem'
import { getLogs, waitForTransactionReceipt } from 'viem/actions'
import type { Address, Hex } from '../bytes/hex.ts'
import type { ChainContext } from '../chain/ChainAccount.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { vehicleAbi } from '../contracts/Vehicle.ts'
import { BaseError } from '../errors.ts'
import { readVehicle, type Vehicle } from './readVehicle.ts'
import {
  commitVin,
  createSalt,
  type IdentityRequest,
  type SignedIdentity,
  signedIdentitySchema,
} from './vehicleIdentity.ts'

const vehicle = { address: systemContracts.vehicle, abi: vehicleAbi } as const

export type Claim = { vehicleId: bigint; salt: Hex }

type Options = { registrarUrl: string; fetch: typeof fetch; vin: string; model: string }

/**
 * Claims the Credit ID of a car for the account: the registrar signs what stands for the VIN, the chain refuses a second id. The
 * VIN goes to the registrar and nowhere else.
 */
export async function claimVehicle(
  context: ChainContext,
  { registrarUrl, vin, model, ...options }: Options,
): Promise<Claim> {
  const salt = createSalt()
  const request = { to: context.account.address, vin, salt, model }
  const { identity, signature } = await askRegistrar(registrarUrl, request, options.fetch)
  if (identity.commitment !== commitVin(salt, vin) || identity.to.toLowerCase() !== request.to.toLowerCase()) {
    throw new WrongIdentityError()
  }
  const known = await findByTag(context.client, identity.tag)
  if (known !== undefined) throw new VinTakenError(known)
  const args = [{ ...identity, deadline: BigInt(identity.deadline) }, signature] as const
  const hash = await context.account.send({
    to: vehicle.address,
    data: encodeFunctionData({ abi: vehicleAbi, functionName: 'claim', args }),
  })
  const { status } = await waitForTransactionReceipt(context.client, { hash })
  const vehicleId = status === 'success' ? await findByTag(context.client, identity.tag) : undefined
  if (vehicleId === undefined) throw new ClaimFailedError(hash)
  return { vehicleId, salt }
}

async function findByTag(client: NodeClient, tag: Hex): Promise<bigint | undefined> {
  const id = await readContract(client, { ...vehicle, functionName: 'vehicleOfTag', args: [tag] })
  return id === 0n ? undefined : id
}

async function askRegistrar(url: string, request: IdentityRequest, fetcher: typeof fetch): Promise<SignedIdentity> {
  const response = await fetcher(`${url}/identity`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal: AbortSignal.timeout(10_000),
  })
  const parsed = signedIdentitySchema.safeParse(await response.json().catch(() => undefined))
  if (!response.ok || !parsed.success) throw new RegistrarRefusedError(response.status)
  return parsed.data
}

const transfer = parseAbiItem('event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)')

/** Returns the cars that an account owns now. */
export async function readCarsOf(client: NodeClient, owner: Address): Promise<Vehicle[]> {
  const logs = await getLogs(client, { address: vehicle.address, event: transfer, args: { to: owner }, fromBlock: 0n })
  const ids = [...new Set(logs.flatMap(({ args }) => (args.tokenId === undefined ? [] : [args.tokenId])))]
  const cars = await Promise.all(ids.map((id) => readVehicle(client, id).catch(() => undefined)))
  return cars.filter((car) => car !== undefined && car.owner.toLowerCase() === owner.toLowerCase()) as Vehicle[]
}

export class WrongIdentityError extends BaseError {
  override readonly name = 'Vehicle.WrongIdentityError'
  constructor() {
    super('Expected the registrar to sign for this VIN and this account, found something else.')
  }
}

export class VinTakenError extends BaseError {
  override readonly name = 'Vehicle.VinTakenError'
  constructor(vehicleId: bigint) {
    super(`This VIN has a Credit ID already: ${vehicleId}.`)
  }
}

export class ClaimFailedError extends BaseError {
  override readonly name = 'Vehicle.ClaimFailedError'
  constructor(hash: Hex) {
    super(`The claim was refused by the contract (transaction ${hash}).`)
  }
}

export class RegistrarRefusedError extends BaseError {
  override readonly name = 'Vehicle.RegistrarRefusedError'
  constructor(status: number) {
    super(`The registrar did not sign (status ${status}).`)
  }
}
