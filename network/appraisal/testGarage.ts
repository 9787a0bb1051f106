import { getBlock } from 'viem/actions'
import { addRecord } from '../../lib/appraisal/addRecord.ts'
import { authorise } from '../../lib/appraisal/authorisation.ts'
import { formatRecordDocument, hashContent, type RecordDocument } from '../../lib/appraisal/recordDocument.ts'
import type { RecordKind } from '../../lib/appraisal/VehicleLife.ts'
import type { ChainContext } from '../../lib/chain/ChainAccount.ts'
import { createNodeClient } from '../../lib/chain/createNodeClient.ts'
import { registerCar } from '../agent/fleet/registerCar.ts'
import { cast, chainId, type TestMarket } from '../agent/testMarket.ts'
import type { CastName } from '../genesis/developmentCast.ts'
import { contextInTurn } from './contextInTurn.ts'

/** A confirmed car of the owner, of a model in the catalogue. */
export async function giveCar(
  market: Pick<TestMarket, 'of'>,
  owner: ChainContext,
  vin: string,
  model = 'Birk 1.6',
): Promise<bigint> {
  const registrarKey = cast.registrar.privateKey
  const { vehicleId } = await registerCar({ chainId, owner, maker: market.of('maker'), registrarKey, vin, model })
  return vehicleId
}

/** The time of the newest block. */
export async function timeNow({ client }: Pick<TestMarket, 'client'>): Promise<number> {
  return Number((await getBlock(client)).timestamp)
}

/** Lets an issuer write and writes. */
export async function record(
  market: Pick<TestMarket, 'client'>,
  input: {
    owner: ChainContext
    issuer: ChainContext
    vehicleId: bigint
    kind: RecordKind
    odometerKm?: number
    severity?: RecordDocument['severity']
  },
) {
  const { owner, issuer, vehicleId, kind, odometerKm, severity } = input
  const happenedAt = await timeNow(market)
  const validUntil = happenedAt + 3_600
  await authorise(owner, vehicleId, { issuer: issuer.account.address, kinds: [kind], validUntil })
  const document = formatRecordDocument({
    format: 'qoodblock.vehicle-record',
    version: 1,
    vehicleId: `${vehicleId}`,
    kind,
    happenedAt,
    title: `A ${kind}`,
    ...(odometerKm !== undefined && { odometerKm }),
    ...(severity && { severity }),
  })
  return addRecord(issuer, vehicleId, { kind, odometerKm, happenedAt, contentHash: hashContent(document), cid: '' })
}

/** Gives somebody of the cast a car with two services on record, on a network that runs; returns its Credit ID. */
export async function giveRecordedCar(
  rpcUrl: string,
  { owner: name, vin }: { owner: CastName; vin: string },
): Promise<bigint> {
  const client = createNodeClient({ rpcUrl, wsUrl: rpcUrl.replace('http', 'ws') })
  const of = (who: CastName) => contextInTurn(client, cast[who].privateKey)
  const owner = of(name)
  const vehicleId = await giveCar({ of }, owner, vin)
  for (const odometerKm of [15_000, 31_000]) {
    await record({ client }, { owner, issuer: of('workshop'), vehicleId, kind: 'service', odometerKm })
  }
  return vehicleId
}
