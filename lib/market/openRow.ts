import { keccak256 } from 'viem'
import type { Hex } from '../bytes/hex.ts'
import type { GetBlock } from '../crypto/openData.ts'
import type { OpenedRow } from './checkOpenedRow.ts'
import { decodeContent, decodeDataSet } from './DataSet.ts'
import { fetchDescription } from './fetchDescription.ts'
import type { ListingRow } from './ListingRow.ts'
import { checkHint, ForgedListingError, type ListingHint } from './readListing.ts'
import { decodeTerms } from './Terms.ts'

type Input = { row: ListingRow; getBlock: GetBlock; signal?: AbortSignal }

/**
 * Returns what an index tells of a listing, with its description, checked by hashes and signature. How it stands on the
 * chain is not asked here, so this can be done anywhere, in a worker too.
 */
export async function openRow({ row, getBlock, signal }: Input): Promise<OpenedRow> {
  const hint = hintOf(row)
  checkHint(row.id as Hex, hint)
  return { hint, description: await fetchDescription(hint, getBlock, signal) }
}

function hintOf({ id, terms, dataSet, content }: ListingRow): ListingHint {
  if (keccak256(terms as Hex) !== id) throw new ForgedListingError(id as Hex, 'terms')
  return {
    terms: decodeTerms(terms as Hex),
    dataSet: decodeDataSet(dataSet as Hex),
    content: decodeContent(content as Hex),
  }
}
