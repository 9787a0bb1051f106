import { parseEventLogs } from 'viem'
import { getLogs } from 'viem/actions'
import * as z from 'zod'
import { type Address, decodeHex, encodeHex } from '../bytes/hex.ts'
import type { ChainContext } from '../chain/ChainAccount.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { vehicleAbi } from '../contracts/Vehicle.ts'
import { formatRawCid, parseRawCid } from '../crypto/rawCid.ts'
import { BaseError } from '../errors.ts'
import { aboutNumber, readNotes, sendNote } from './accountNote.ts'
import { findRecordKey, openRecord, sealRecord } from './recordSeal.ts'

/*
 * An owner shows sealed records to an account: the keys of those records, sealed to the account's reading key, in a stored
 * block whose CID a note to the account carries. Keys need no signature: the hash of each stands in its record.
 */
const recordKeys = z.strictObject({
  format: z.literal('qoodblock.record-keys'),
  version: z.literal(1),
  vehicleId: z.string().regex(/^\d{1,30}$/),
  keys: z.record(z.string().regex(/^\d{1,9}$/), z.string().regex(/^0x[0-9a-f]{64}$/)),
})
const transferEvent = vehicleAbi.find((item) => item.type === 'event' && item.name === 'Transfer')!

/** Keys of sealed records, by the number of the record. */
export type RecordKeys = ReadonlyMap<number, Uint8Array>

/** Returns the keys as a block that the holder of a reading key alone opens. */
export async function sealKeys(vehicleId: bigint, keys: RecordKeys, point: Uint8Array) {
  const document: z.infer<typeof recordKeys> = {
    format: 'qoodblock.record-keys',
    version: 1,
    vehicleId: `${vehicleId}`,
    keys: Object.fromEntries([...keys].map(([number, key]) => [`${number}`, encodeHex(key)])),
  }
  return (await sealRecord(new TextEncoder().encode(JSON.stringify(document)), point)).block
}

/** Returns the keys in a block; throws by name where it is sealed to another, changed, or about another car. */
export async function openKeys(block: Uint8Array, vehicleId: bigint, secret: Uint8Array): Promise<RecordKeys> {
  const bytes = await openRecord(block, await findRecordKey(block, secret))
  const result = recordKeys.safeParse(parseJson(bytes))
  if (!result.success) throw new SharedKeysError('something else')
  if (result.data.vehicleId !== `${vehicleId}`) throw new SharedKeysError(`those of car ${result.data.vehicleId}`)
  return new Map(Object.entries(result.data.keys).map(([number, key]) => [Number(number), decodeHex(key)]))
}

/** Tells an account where the keys lie that were sealed to it. */
export async function tellKeys(
  context: ChainContext,
  { to, vehicleId, cid }: { to: Address; vehicleId: bigint; cid: string },
): Promise<void> {
  await sendNote(context, { to, kind: 'recordKeys', about: aboutNumber(vehicleId), payload: parseRawCid(cid) })
}

/** Returns where the keys lie that its owners, now or before, have shared with an account of a car, newest first. */
export async function readSharedKeys(
  logs: NodeClient,
  { to, vehicleId }: { to: Address; vehicleId: bigint },
): Promise<string[]> {
  const from = await readOwners(logs, vehicleId)
  const notes = await readNotes(logs, { from, to, kind: 'recordKeys', about: aboutNumber(vehicleId) })
  return notes.flatMap(({ payload }) => (payload.length === 32 ? [formatRawCid(payload)] : [])).toReversed()
}

/** Whoever never had the car has no keys to give, and cannot crowd out those that have. */
async function readOwners(logs: NodeClient, vehicleId: bigint): Promise<Address[]> {
  const found = await getLogs(logs, {
    address: systemContracts.vehicle,
    event: transferEvent as never,
    args: { tokenId: vehicleId } as never,
    fromBlock: 0n,
  })
  const transfers = parseEventLogs({ abi: vehicleAbi, eventName: 'Transfer', logs: found as never })
  return [...new Set(transfers.map(({ args }) => args.to))]
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

export class SharedKeysError extends BaseError {
  override readonly name = 'Appraisal.SharedKeysError'
  constructor(found: string) {
    super(`Expected keys of records of this car, version 1; found ${found}.`)
  }
}
