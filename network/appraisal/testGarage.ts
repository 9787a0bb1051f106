import { getBlock } from 'viem/actions'
import { expect } from 'vitest'
import { addRecord } from '../../lib/appraisal/addRecord.ts'
import { authorise } from '../../lib/appraisal/authorisation.ts'
import { formatRecordDocument, hashContent, type RecordDocument } from '../../lib/appraisal/recordDocument.ts'
import type { RecordKind } from '../../lib/appraisal/VehicleLife.ts'
import type { ChainContext } from '../../lib/chain/ChainAccount.ts'
import { registerCar } from '../agent/fleet/registerCar.ts'
import { cast, chainId, type TestMarket } from '../agent/testMarket.ts'

/** A confirmed car of the owner, of a model in the catalogue. */
export async function giveCar(
  market: TestMarket,
  owner: ChainContext,
  vin: string,
  model = 'Birk 1.6',
): Promise<bigint> {
  const registrarKey = cast.registrar.privateKey
  const { vehicleId } = await registerCar({ chainId, owner, maker: market.of('maker'), registrarKey, vin, model })
  return vehicleId
}

/** The time of the newest block. */
export async function timeNow({ client }: TestMarket): Promise<number> {
  return Number((await getBlock(client)).timestamp)
}

/** Lets an issuer write and writes. */
export async function record(
  market: TestMarket,
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

/** Moves the clock of the chain and waits for a block that shows it. */
export async function passTime(market: TestMarket, seconds: number): Promise<void> {
  const wanted = (await timeNow(market)) + seconds
  await market.skip(seconds)
  await expect.poll(() => timeNow(market), { interval: 50 }).toBeGreaterThanOrEqual(wanted)
}
