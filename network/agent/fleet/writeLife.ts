import { getBlock } from 'viem/actions'
import { addRecord } from '../../../lib/appraisal/addRecord.ts'
import { authorise } from '../../../lib/appraisal/authorisation.ts'
import { readVehicle } from '../../../lib/appraisal/readVehicle.ts'
import { formatRecordDocument, hashContent, type RecordDocument } from '../../../lib/appraisal/recordDocument.ts'
import type { RecordKind } from '../../../lib/appraisal/VehicleLife.ts'
import type { ChainContext } from '../../../lib/chain/ChainAccount.ts'
import type { CastName } from '../../genesis/developmentCast.ts'

type Event = {
  kind: RecordKind
  by: CastName
  yearsAgo: number
  km?: number
  title: string
  severity?: RecordDocument['severity']
}

const yearSeconds = 31_557_600
const issuers = ['workshop', 'inspector', 'insurer'] as const

/**
 * Gives a simulated car a past: made, serviced each year, here and there damaged, and in one case with an odometer that
 * somebody turned back. Each record is written by who holds the office, with the owner's permission. A car that has
 * records already is left alone.
 */
export async function writeLife(input: {
  owner: ChainContext
  of: (name: CastName) => ChainContext
  vehicleId: bigint
  index: number
}): Promise<void> {
  const { owner, of, vehicleId, index } = input
  const vehicle = await readVehicle(owner.client, vehicleId)
  if (!vehicle || vehicle.records > 0) return
  const now = Number((await getBlock(owner.client)).timestamp)
  for (const name of issuers) {
    const kinds = [kindOf[name]]
    await authorise(owner, vehicleId, { issuer: of(name).account.address, kinds, validUntil: now + 86_400 })
  }
  for (const { kind, by, yearsAgo, km, title, severity } of pastOf(index)) {
    const happenedAt = now - Math.round(yearsAgo * yearSeconds)
    const document = formatRecordDocument({
      ...{ format: 'qoodblock.vehicle-record', version: 1, vehicleId: `${vehicleId}`, kind, happenedAt },
      title: `${title} (simulated)`,
      ...(km !== undefined && { odometerKm: km }),
      ...(severity && { severity }),
    })
    const entry = { kind, odometerKm: km, happenedAt, contentHash: hashContent(document), cid: '' }
    await addRecord(of(by), vehicleId, entry)
  }
}

const kindOf = { workshop: 'service', inspector: 'inspection', insurer: 'accident' } as const

/** The older the car, the more has happened. Its last reading lies below what it reports itself. */
function pastOf(index: number): Event[] {
  const years = 1.5 + index * 0.6
  const kmNow = 19_000 + index * 3_100
  const kmAt = (yearsAgo: number) => Math.round((kmNow * (years - yearsAgo)) / years)
  const services = Array.from({ length: Math.floor(years) }, (_, year): Event => {
    const yearsAgo = years - 1 - year
    return { kind: 'service', by: 'workshop', yearsAgo, km: kmAt(yearsAgo), title: 'Yearly service' }
  })
  const damage: Event = {
    kind: 'accident',
    by: 'insurer',
    yearsAgo: 0.7,
    title: 'Rear bumper and tail light',
    severity: 'light',
  }
  const tampered: Event = {
    kind: 'inspection',
    by: 'inspector',
    yearsAgo: 0.3,
    km: kmAt(1.4),
    title: 'Periodic inspection',
  }
  return [
    { kind: 'assembly' as const, by: 'maker' as const, yearsAgo: years, km: 8, title: 'Left the line' },
    ...services,
    ...(index % 3 === 1 ? [damage] : []),
    ...(index === 4 ? [tampered] : []),
  ].toSorted((a, b) => b.yearsAgo - a.yearsAgo)
}
