import type { TypedDataDefinition } from 'viem'
import { decodeHex, type Hex } from '../bytes/hex.ts'
import { cidOf } from '../crypto/rawCid.ts'
import { BaseError } from '../errors.ts'
import type { LocalBlocks } from '../ipfs/openLocalBlocks.ts'
import {
  createDescription,
  descriptionTypedData,
  formatDescription,
  listPublicFacts,
  type PublicFact,
  parseDescription,
} from '../market/description.ts'
import type { DescriptionBody } from '../market/descriptionSchema.ts'
import type { DataSetRecord } from './DataSetRecord.ts'

/** Returns the description of a sealed data set, before anybody signs it. */
export function draftDescription(record: DataSetRecord): DescriptionBody {
  const { sealed, owner, dataClass, privacy, plan, choices } = record
  if (!sealed) throw new NotSealedError(record.id)
  return createDescription({ id: decodeHex(record.id), owner, dataClass, privacy, plan, sealed, choices })
}

/** Returns everything that becomes public with a sealed data set, and what its owner signs for it. */
export function previewDescription(record: DataSetRecord): { facts: PublicFact[]; typedData: TypedDataDefinition } {
  const body = draftDescription(record)
  return { facts: listPublicFacts(body), typedData: descriptionTypedData(body) }
}

/** Returns the record with its signed description, kept as a local block; throws unless its owner signed it. */
export async function signDescription(
  record: DataSetRecord,
  signature: Hex,
  blocks: LocalBlocks,
): Promise<DataSetRecord> {
  const text = formatDescription({ ...draftDescription(record), signature })
  await parseDescription(text)
  const bytes = new TextEncoder().encode(text)
  const cid = await cidOf(bytes)
  await blocks.put(cid, bytes)
  return { ...record, description: { text, cid } }
}

export class NotSealedError extends BaseError {
  override readonly name = 'Dataset.NotSealedError'
  constructor(id: string) {
    super(`Expected data set ${id} to be sealed to its end, found it is not.`)
  }
}
