import { type GetBlock, listEntries } from '../crypto/openData.ts'
import { formatRawCid } from '../crypto/rawCid.ts'
import { rootsOf } from './description.ts'
import type { Description } from './descriptionSchema.ts'

export type Entries = { pages: string[]; cids: string[]; lengths: number[] }
type Input = { description: Description; getBlock: GetBlock; signal?: AbortSignal }

/** Returns the CID and the length of every chunk, from the pages of the data set, checked against its roots. */
export async function readEntries({ description, getBlock, signal }: Input): Promise<Entries> {
  const set = rootsOf(description)
  const cids: string[] = []
  const lengths: number[] = []
  for await (const { entry } of listEntries({ set, getBlock, ...(signal && { signal }) })) {
    cids.push(formatRawCid(entry.digest))
    lengths.push(entry.length)
  }
  return { pages: set.pages.map(({ cid }) => cid), cids, lengths }
}
