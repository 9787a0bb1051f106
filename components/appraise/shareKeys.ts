import { readReadingKey } from '../../lib/appraisal/readingKey.ts'
import { sealKeys, tellKeys } from '../../lib/appraisal/sharedKeys.ts'
import type { VehicleRecord } from '../../lib/appraisal/VehicleLife.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { BaseError } from '../../lib/errors.ts'
import type { StorageNode } from '../../lib/ipfs/StorageNode.ts'
import type { Desk } from './describeCar.ts'
import { type Openers, openDocument, SealedForOwnerError } from './openDocument.ts'

type Car = { vehicleId: bigint; nodes: readonly StorageNode[] }

/** Returns the keys of the records that are sealed and that the account can open itself. */
export async function findKeys(
  where: Car & Openers,
  records: readonly VehicleRecord[],
): Promise<Map<number, Uint8Array>> {
  const keys = new Map<number, Uint8Array>()
  for (const record of records) {
    const key = await openDocument(where, record).then(
      (opened) => opened.key,
      (error: unknown) => {
        if (error instanceof SealedForOwnerError) return undefined
        throw error
      },
    )
    if (key) keys.set(record.number, key)
  }
  return keys
}

/** Seals the keys of records to an account and tells it where they lie; returns how many there are. */
export async function shareKeys(
  { context, keeper }: Desk,
  { to, records, ...where }: Car & Openers & { to: Address; records: readonly VehicleRecord[] },
): Promise<number> {
  const point = await readReadingKey(context.client, to)
  if (!point) throw new NoReadingKeyError(to)
  const keys = await findKeys(where, records)
  if (keys.size === 0) throw new NothingSealedError()
  const cid = await keeper.keep(await sealKeys(where.vehicleId, keys, point), 'Keys of records')
  await tellKeys(context, { to, vehicleId: where.vehicleId, cid })
  return keys.size
}

export class NoReadingKeyError extends BaseError {
  override readonly name = 'Appraisal.NoReadingKeyError'
  constructor(account: Address) {
    super(`Expected a published reading key of ${account}, found none.`)
  }
}

export class NothingSealedError extends BaseError {
  override readonly name = 'Appraisal.NothingSealedError'
  constructor() {
    super('Expected a sealed record that this account can open, found none.')
  }
}
