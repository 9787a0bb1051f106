import * as z from 'zod'
import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { vehicleAbi } from '../contracts/Vehicle.ts'
import { agreementIdOf, readAgreement } from './agreement.ts'

const vehicle = { address: systemContracts.vehicle, abi: vehicleAbi } as const
const itemsSchema = z.object({ rows: z.array(z.object({ token: z.string(), id: z.string().regex(/^\d+$/) })) })

export type MyCar = {
  vehicleId: bigint
  epoch: number
  maker: Address
  agreementId: bigint
  agreement: Awaited<ReturnType<typeof readAgreement>>
}

type Input = { owner: Address; indexUrl: string | undefined; fetch: typeof globalThis.fetch }

/** Returns the confirmed cars of an account. An index names candidates; owner, maker and agreement come from the chain. */
export async function readMyCars(client: NodeClient, { owner, indexUrl, fetch }: Input): Promise<MyCar[]> {
  if (!indexUrl) return []
  const response = await fetch(`${indexUrl}/addresses/${owner.toLowerCase()}/items?limit=100`)
  const { rows } = itemsSchema.parse(await response.json())
  const ids = rows.filter(({ token }) => token === vehicle.address).map(({ id }) => BigInt(id))
  const cars = await Promise.all(ids.map((id) => readCar(client, id, owner)))
  return cars.filter((car) => car !== undefined)
}

/** Returns a confirmed car if it is the account's, with its agreement if there is one. */
export async function readCar(client: NodeClient, vehicleId: bigint, owner: Address): Promise<MyCar | undefined> {
  const standing = await readContract(client, { ...vehicle, functionName: 'standing', args: [vehicleId] }).catch(
    () => undefined,
  )
  if (!standing) return undefined
  const [holder, epoch, maker] = standing
  if (holder.toLowerCase() !== owner.toLowerCase()) return undefined
  const agreementId = agreementIdOf(vehicleId, epoch)
  return { vehicleId, epoch, maker, agreementId, agreement: await readAgreement(client, agreementId) }
}
