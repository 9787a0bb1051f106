import type { Address, Hex } from '../bytes/hex.ts'
import type { ChunkPlan } from '../crypto/planChunks.ts'
import type { SealedData, SealState } from '../crypto/sealData.ts'
import type { DescriptionBody, DescriptionChoices } from '../market/descriptionSchema.ts'

/** What is known of a copy of a data set at a storage node. */
export type CopyRecord = {
  http: string
  /** Blocks that were stored there and pinned, of all. */
  blocks: number
  untilMs: number
  /** The last check of this browser; `sampled` when it did not fetch all blocks. */
  check?: { atMs: number; checked: number; missing: number; damaged: number; sampled: boolean }
}

/** A data set that was made in this browser: where its sealing is, what it is, where it is stored. Nothing secret. */
export type DataSetRecord = {
  id: Hex
  owner: Address
  createdMs: number
  file: { name: string; bytes: number; fingerprint: string }
  plan: ChunkPlan
  choices: DescriptionChoices
  /** How far an interrupted sealing came. */
  state?: SealState
  sealed?: SealedData
  description?: { text: string; cid: string }
  /** Whether the blocks are kept in this browser. */
  local: boolean
  copies: CopyRecord[]
} & Pick<DescriptionBody, 'dataClass' | 'privacy'>

export type Stage = 'sealing' | 'sealed' | 'described' | 'stored'

/** Returns how far a data set is. */
export function stageOf({ sealed, description, copies }: DataSetRecord): Stage {
  if (!sealed) return 'sealing'
  if (!description) return 'sealed'
  return copies.some(({ blocks }) => blocks > 0) ? 'stored' : 'described'
}
