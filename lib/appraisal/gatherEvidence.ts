import { parseEventLogs } from 'viem'
import { getBlock, getLogs } from 'viem/actions'
import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { saleEscrowAbi } from '../contracts/SaleEscrow.ts'
import { BaseError } from '../errors.ts'
import { findModel } from './modelCatalogue.ts'
import { newCarFeed } from './oracleFeeds.ts'
import { readLife, type VehicleLife } from './readLife.ts'
import { readFeedHistory, readNewPrice } from './readOracle.ts'
import { readVehicle } from './readVehicle.ts'
import type { RecordDocument } from './recordDocument.ts'
import type { ComparableSale, LifeRecord, ObdSnapshot, VehicleEvidence } from './VehicleEvidence.ts'
import { yearSeconds } from './valuationFeatures.ts'

type Sources = { client: NodeClient; logs?: NodeClient }
type Extra = {
  /** Documents that the reader may open, by number of the record. */
  documents?: ReadonlyMap<number, RecordDocument>
  obd?: ObdSnapshot | undefined
  /** Seconds since 1970; the time of the newest block where it is absent. */
  asOf?: number
  /** Where somebody states it: cars that are older than their records do not say it themselves. */
  firstRegisteredAt?: number | undefined
}

/** Returns the evidence that the chain holds about a car, with what the caller may add to it. Throws for a model that nobody knows. */
export async function gatherEvidence(sources: Sources, life: VehicleLife, extra: Extra = {}): Promise<VehicleEvidence> {
  const { client } = sources
  const { vehicle, records } = life
  const model = findModel(vehicle.model)
  if (!model) throw new UnknownModelError(vehicle.model)
  const [price, asOf, sales] = await Promise.all([
    readNewPrice(client, vehicle.model),
    extra.asOf ?? getBlock(client).then(({ timestamp }) => Number(timestamp)),
    readComparableSales(sources, vehicle.model, vehicle.id),
  ])
  return {
    asOf,
    segment: model.segment,
    fuel: model.fuel,
    firstRegisteredAt: extra.firstRegisteredAt ?? firstRegistered(life),
    ...(vehicle.odometerKm !== undefined && { odometerKm: vehicle.odometerKm }),
    newPriceUsd: Math.round(price.now ?? model.newPriceUsd),
    newPriceSource: price.now === undefined ? 'catalogue' : 'oracle',
    ...(price.atBase !== undefined && { newPriceUsdAtBase: Math.round(price.atBase) }),
    records: records.map((record) => toLifeRecord(record, extra.documents?.get(record.number))),
    odometerRegressions: vehicle.regressions,
    ...(extra.obd && { obd: extra.obd }),
    sales,
  }
}

/** The assembly is the birth of a car; without one it is as old as its first trace. */
function firstRegistered({ vehicle, records }: VehicleLife): number {
  const assembly = records.find(({ kind }) => kind === 'assembly')
  return assembly?.happenedAt ?? records.reduce((first, { happenedAt }) => Math.min(first, happenedAt), vehicle.since)
}

function toLifeRecord(record: VehicleLife['records'][number], document: RecordDocument | undefined): LifeRecord {
  const { kind, happenedAt, odometerKm } = record
  return {
    kind,
    at: happenedAt,
    ...(odometerKm !== undefined && { odometerKm }),
    ...(document?.severity && { severity: document.severity }),
  }
}

/** Returns the finished sales of other cars of the model, as the escrow has seen them. Their age and distance are proved by their records. */
export async function readComparableSales(
  { client, logs = client }: Sources,
  model: Hex,
  except: bigint,
): Promise<ComparableSale[]> {
  const found = await getLogs(logs, { address: systemContracts.saleEscrow, fromBlock: 0n })
  const events = parseEventLogs({ abi: saleEscrowAbi, eventName: ['Offered', 'Released'], logs: found })
  const offers = new Map(
    events.filter((event) => event.eventName === 'Offered').map((event) => [event.args.id, event.args.sale]),
  )
  const released = events.filter((event) => event.eventName === 'Released').slice(-maxSales)
  const history = released.length > 0 ? await readFeedHistory(logs, { id: newCarFeed(model) }) : []
  const sales = await Promise.all(
    released.map(async ({ args, blockNumber }) => {
      const terms = offers.get(args.id)
      if (!terms || terms.vehicleId === except || terms.token.toLowerCase() !== systemContracts.qdd) return undefined
      const vehicle = await readVehicle(client, terms.vehicleId)
      if (vehicle?.model !== model) return undefined
      const [life, { timestamp }] = await Promise.all([
        readLife({ client, logs }, terms.vehicleId),
        getBlock(client, { blockNumber }),
      ])
      const newPriceUsd = history.findLast((point) => point.blockNumber <= blockNumber)?.median
      if (!life || newPriceUsd === undefined || args.toSeller < oneDollar) return undefined
      const at = Number(timestamp)
      const before = life.records.filter(({ happenedAt }) => happenedAt <= at)
      const odometerKm = before.reduce((most, record) => Math.max(most, record.odometerKm ?? 0), 0)
      return {
        at,
        priceUsd: Math.round(Number(args.toSeller / oneDollar)),
        newPriceUsdThen: Math.round(newPriceUsd),
        ageYears: Math.max(0, at - firstRegistered(life)) / yearSeconds,
        odometerKm,
      }
    }),
  )
  return sales.filter((sale) => sale !== undefined)
}

const maxSales = 200
const oneDollar = 10n ** 18n

export class UnknownModelError extends BaseError {
  override readonly name = 'Appraisal.UnknownModelError'
  constructor(model: string) {
    super(`Expected a car of a model in the catalogue, found model ${model}.`, {
      metaMessages: ['An appraiser can value it; the automatic valuation cannot.'],
    })
  }
}
