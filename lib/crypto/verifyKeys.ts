import { equalBytes } from '../bytes/equalBytes.ts'
import type { DataSetRoots } from './ChunkPage.ts'
import { hashKeyLeaf } from './keyTree.ts'
import { WrongKeyError } from './openChunk.ts'
import { type GetBlock, listEntries } from './openData.ts'

type Input = {
  set: DataSetRoots
  getBlock: GetBlock
  range: { from: number; to: number }
  keyOf: (index: number) => Uint8Array
  signal?: AbortSignal
}

/** Verifies every key of a range against the key root, without fetching any data: what a buyer does on delivery. */
export async function verifyKeys({ keyOf, ...input }: Input): Promise<void> {
  for await (const { index, entry } of listEntries(input)) {
    if (!equalBytes(hashKeyLeaf(index, keyOf(index)), entry.keyLeaf)) throw new WrongKeyError(index)
  }
}
