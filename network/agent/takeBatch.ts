import { createHash } from 'node:crypto'
import * as z from 'zod'
import { BaseError } from '../../lib/errors.ts'
import { claimVehicle } from './claimVehicle.ts'
import type { AgentStore } from './openAgentStore.ts'

export const maxRecords = 10_000
const maxRecordBytes = 16_384

export const batchSchema = z.strictObject({
  /** Chosen by the sender; the same again is taken once. */
  batch: z.string().regex(/^[\w.:-]{1,100}$/),
  vehicleId: z.string().regex(/^\d{1,12}$/),
  records: z
    .array(z.looseObject({ time: z.union([z.int().min(0), z.iso.datetime({ offset: true })]) }))
    .min(1)
    .max(maxRecords),
})
export type Batch = z.infer<typeof batchSchema>

/** Clocks in cars fall back by decades; what they report then is no record of anything. */
const mostPastMs = 366 * 86_400_000
const mostAheadMs = 86_400_000

type Input = { store: AgentStore; keyHash: string; nowMs: number }

/**
 * Takes records of a telematics platform into the store, once per batch: whoever did not hear the answer sends again. What
 * was answered is on the disk.
 */
export function takeBatch({ store, keyHash, nowMs }: Input, { batch, vehicleId, records }: Batch) {
  if (!store.one('select 1 from vehicles where id = ?', vehicleId)) throw new UnknownVehicleError(vehicleId)
  claimVehicle(store, vehicleId, keyHash)
  const lines = records.map((record) => JSON.stringify(record))
  const tooLong = lines.find((line) => line.length > maxRecordBytes)
  if (tooLong) throw new RecordTooLargeError(tooLong.length)
  const hash = createHash('sha256').update(vehicleId).update(lines.join('\n')).digest('hex')
  const known = store.one<{ hash: string; records: number }>(
    'select hash, records from batches where key_hash = ? and batch = ?',
    ...[keyHash, batch],
  )
  if (known && known.hash !== hash) throw new BatchConflictError(batch)
  if (known) return { batch, records: known.records, repeated: true }
  const strange = records.map(timeOf).find((time) => time < nowMs - mostPastMs || time > nowMs + mostAheadMs)
  if (strange !== undefined) throw new RecordTimeError(strange)
  store.atomically(() => {
    store.run('insert into batches values (?, ?, ?, ?)', keyHash, batch, hash, lines.length)
    lines.forEach((line, i) => {
      store.run('insert into records (vehicle, time, record) values (?, ?, ?)', vehicleId, timeOf(records[i]!), line)
    })
  })
  return { batch, records: lines.length, repeated: false }
}

function timeOf({ time }: { time: number | string }): number {
  return typeof time === 'number' ? time : Date.parse(time)
}

export class UnknownVehicleError extends BaseError {
  override readonly name = 'Agent.UnknownVehicleError'
  constructor(id: string) {
    super(`Expected a vehicle that this agent sells for, found ${id}.`, {
      metaMessages: ['Tell the agent how to sell it first: PUT /v1/vehicles/ID.'],
    })
  }
}

export class RecordTooLargeError extends BaseError {
  override readonly name = 'Agent.RecordTooLargeError'
  constructor(found: number) {
    super(`Expected records of at most ${maxRecordBytes} characters, found one of ${found}.`)
  }
}

export class RecordTimeError extends BaseError {
  override readonly name = 'Agent.RecordTimeError'
  constructor(foundMs: number) {
    super(
      `Expected records of the last 366 days, at most a day ahead, found one with the time ${foundMs} in milliseconds.`,
      {
        metaMessages: ['Leave out what a clock reported that was not set.'],
      },
    )
  }
}

export class BatchConflictError extends BaseError {
  override readonly name = 'Agent.BatchConflictError'
  constructor(batch: string) {
    super(`Expected batch "${batch}" as it was sent before, found other records under its name.`)
  }
}
