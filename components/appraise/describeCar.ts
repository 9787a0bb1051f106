import { getBlock } from 'viem/actions'
import type { ReportBody } from '../../lib/appraisal/appraisalReport.ts'
import { gatherEvidence, UnknownModelError } from '../../lib/appraisal/gatherEvidence.ts'
import { readLife } from '../../lib/appraisal/readLife.ts'
import type { ObdSnapshot } from '../../lib/appraisal/VehicleEvidence.ts'
import { valuationModel } from '../../lib/appraisal/valuationModel.ts'
import { valueVehicle } from '../../lib/appraisal/valueVehicle.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import type { ChainContext } from '../../lib/chain/ChainAccount.ts'
import { BaseError } from '../../lib/errors.ts'
import type { Keeper } from './keepDocuments.ts'

export type Desk = { context: ChainContext; keeper: Keeper; chainId: number; genesisHash: string }

/** Returns what stands in every report: the car, the evidence and the automatic valuation beside it. */
export async function describeCar(
  { context: { client, account }, chainId, genesisHash }: Desk,
  vehicleId: bigint,
  obd?: ObdSnapshot,
): Promise<ReportBody> {
  const life = await readLife({ client }, vehicleId)
  if (!life) throw new VehicleGoneError(vehicleId)
  const evidence = await gatherEvidence({ client }, life, { obd }).catch(unlessUnknownModel)
  const { number, hash } = await getBlock(client)
  const { vehicle } = life
  return {
    format: 'qoodblock.appraisal-report',
    version: 1,
    chainId,
    genesisHash,
    vehicleId: `${vehicle.id}`,
    model: vehicle.model,
    records: vehicle.records,
    head: vehicle.head,
    blockNumber: Number(number),
    blockHash: hash,
    ...(evidence && { evidence, valuation: valueVehicle(evidence, valuationModel) as ReportBody['valuation'] }),
    author: account.address.toLowerCase() as Address,
  }
}

/** A person can judge a car that the valuation does not know. */
function unlessUnknownModel(error: unknown): undefined {
  if (error instanceof UnknownModelError) return undefined
  throw error
}

export class VehicleGoneError extends BaseError {
  override readonly name = 'Appraisal.VehicleGoneError'
  constructor(id: bigint) {
    super(`Expected a car with the Credit ID ${id}, found none.`)
  }
}
