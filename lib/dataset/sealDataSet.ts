import { decodeHex, encodeHex } from '../bytes/hex.ts'
import { deriveDataSetKey } from '../crypto/deriveDataSetKey.ts'
import {
  type ByteSource,
  type SealInput,
  type SealProgress,
  type SealState,
  SourceChangedError,
  sealData,
} from '../crypto/sealData.ts'
import { BaseError } from '../errors.ts'
import type { LocalBlocks } from '../ipfs/openLocalBlocks.ts'
import type { RecordStore } from './createRecordStore.ts'
import type { DataSetRecord } from './DataSetRecord.ts'

type Input = {
  record: DataSetRecord
  source: ByteSource
  /** The owner's data seed. */
  seed: Uint8Array
  records: RecordStore
  blocks: LocalBlocks
  now?: () => number
  onProgress?: (progress: SealProgress) => void
} & Pick<SealInput, 'sealChunk' | 'concurrency' | 'signal' | 'ready'>

const checkpointMs = 1_000

/** Seals the bytes of a record into local blocks, from where an earlier run stopped; returns the record with its roots. */
export async function sealDataSet(input: Input): Promise<DataSetRecord> {
  const { record, source, seed, records, blocks, now = Date.now, onProgress, ...work } = input
  if (record.sealed) throw new AlreadySealedError(record.id)
  // Before the first entry of the journal too: the keys of this id may have encrypted the file that it began with.
  if (source.fingerprint !== record.file.fingerprint) throw new SourceChangedError()
  const { plan, dataClass, privacy, state } = record
  const id = decodeHex(record.id)
  const root = await deriveDataSetKey({ seed, id, dataClass, privacy })
  const journal = createJournal(record, records, now)
  const sealing = sealData({
    ...{ source, plan, id, root, ...work },
    putBlock: blocks.put,
    ...(state && { resume: state }),
    onProgress(progress) {
      journal.offer(progress.state)
      onProgress?.(progress)
    },
  })
  const sealed = await sealing.finally(journal.flush)
  const { state: _, ...rest } = record
  const finished = { ...rest, sealed }
  await records.put(finished)
  return finished
}

/** Returns a record for bytes that are to be sealed: with an id that no other data set has or will have. */
export function createRecord(wish: Omit<DataSetRecord, 'id' | 'local' | 'copies'>): DataSetRecord {
  return { id: encodeHex(crypto.getRandomValues(new Uint8Array(32))), local: true, copies: [], ...wish }
}

/** Writes the newest state at most once a second, one write at a time. */
function createJournal(record: DataSetRecord, records: RecordStore, now: () => number) {
  let lastMs = now()
  let newest: (() => SealState) | undefined
  let writing = Promise.resolve()
  const write = () => {
    const state = newest?.()
    // A journal that cannot be written costs time after a reload, not data: the next block will say what is wrong.
    if (state) writing = writing.then(() => records.put({ ...record, state })).catch(() => {})
    return writing
  }
  return {
    offer(state: () => SealState): void {
      newest = state
      if (now() - lastMs < checkpointMs) return
      lastMs = now()
      void write()
    },
    flush: write,
  }
}

export class AlreadySealedError extends BaseError {
  override readonly name = 'Dataset.AlreadySealedError'
  constructor(id: string) {
    super(`The data set ${id} is sealed already.`)
  }
}
