import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { CryptoPool } from '../../lib/crypto/createCryptoPool.ts'
import { deriveDataSetKey } from '../../lib/crypto/deriveDataSetKey.ts'
import type { ChunkPlan } from '../../lib/crypto/planChunks.ts'
import { cidOf } from '../../lib/crypto/rawCid.ts'
import { type SealState, sealData } from '../../lib/crypto/sealData.ts'
import { BaseError } from '../../lib/errors.ts'
import {
  createDescription,
  descriptionTypedData,
  formatDescription,
  hashDescription,
  listPublicFacts,
} from '../../lib/market/description.ts'
import type { DescriptionBody, DescriptionChoices } from '../../lib/market/descriptionSchema.ts'
import { createBlockFolder } from './createBlockFolder.ts'
import { createFileSource } from './createFileSource.ts'
import { descriptionName } from './openFolder.ts'
import type { readOwnerKey } from './readOwnerKey.ts'

type Input = {
  file: string
  folder: string
  owner: Awaited<ReturnType<typeof readOwnerKey>>
  plan: ChunkPlan
  choices: DescriptionChoices
  pool: CryptoPool
  signal?: AbortSignal
  onProgress?: (bytes: number) => void
} & Pick<DescriptionBody, 'dataClass' | 'privacy'>

const checkpointMs = 1000

/** Seals a file into a folder of blocks with a signed description; goes on where an earlier run with the same folder stopped. */
export async function sealFile(input: Input) {
  const { file, folder, owner, plan, choices, pool, dataClass, privacy, signal } = input
  if (existsSync(join(folder, descriptionName))) throw new AlreadySealedError(folder)
  const source = await createFileSource(file)
  await mkdir(folder, { recursive: true })
  const checkpoint = createCheckpoint(join(folder, 'sealing.state'))
  const resume = await checkpoint.read()
  const id = resume?.id ?? new Uint8Array(randomBytes(32))
  const fresh = { chunks: 0, records: 0, bytes: 0, pages: [], entries: new Uint8Array() }
  await checkpoint.write(resume ?? { fingerprint: source.fingerprint, id, plan, ...fresh })
  const root = await deriveDataSetKey({ seed: await owner.seed(), id, dataClass, privacy })
  const { putBlock } = await createBlockFolder(join(folder, 'blocks'))
  const sealing = sealData({
    ...{ source, plan, id, root, putBlock },
    sealChunk: pool.sealChunk,
    concurrency: pool.inWork,
    ...(resume && { resume }),
    ...(signal && { signal }),
    onProgress({ bytes, state }) {
      checkpoint.offer(state)
      input.onProgress?.(bytes)
    },
  })
  const sealed = await sealing.finally(checkpoint.flush)
  const body = createDescription({ id, owner: owner.address, dataClass, privacy, plan, sealed, choices })
  const text = formatDescription({ ...body, signature: await owner.sign(descriptionTypedData(body)) })
  const bytes = new TextEncoder().encode(text)
  const cid = await cidOf(bytes)
  await putBlock(cid, bytes)
  await writeWhole(join(folder, descriptionName), bytes)
  await checkpoint.remove()
  return {
    body,
    cid,
    descriptionHash: hashDescription(text),
    resumedAt: resume?.chunks ?? 0,
    public: listPublicFacts(body),
  }
}

/** Writes the newest state at most once a second, one write at a time, whole or not at all. */
function createCheckpoint(path: string) {
  let last = Date.now()
  let newest: (() => SealState) | undefined
  let writing: Promise<void> = Promise.resolve()
  const write = (state: SealState): Promise<void> => {
    const bytes = serialize(state)
    writing = writing.catch(() => {}).then(() => writeWhole(path, bytes))
    return writing
  }
  return {
    write,
    read: async (): Promise<SealState | undefined> => (existsSync(path) ? parseState(await readFile(path)) : undefined),
    offer(state: () => SealState): void {
      newest = state
      if (Date.now() - last < checkpointMs) return
      last = Date.now()
      // A disk that is full is noticed by the next block; the checkpoint must not end the process.
      write(state()).catch(() => {})
    },
    flush: () => (newest ? write(newest()) : writing).catch(() => {}),
    remove: () => rm(path, { force: true }),
  }
}

function parseState(bytes: Buffer): SealState {
  try {
    return deserialize(bytes) as SealState
  } catch (cause) {
    throw new DamagedStateError(cause)
  }
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(`${path}.part`, bytes)
  await rename(`${path}.part`, path)
}

export class AlreadySealedError extends BaseError {
  override readonly name = 'Data.AlreadySealedError'
  constructor(folder: string) {
    super(`Expected a folder without a description, found a sealed data set in "${folder}".`)
  }
}

export class DamagedStateError extends BaseError {
  override readonly name = 'Data.DamagedStateError'
  constructor(cause: unknown) {
    super('The state of the interrupted sealing cannot be read.', {
      cause,
      metaMessages: ['Seal into an empty folder.'],
    })
  }
}
