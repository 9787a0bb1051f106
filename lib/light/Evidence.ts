import type { Address, Hex } from '../bytes/hex.ts'
import type { LightBlock } from './LightBlock.ts'

/** What one answer rests on. Plain data, for the shield that a person taps. */
export type Evidence = {
  id: number
  method: string
  params: readonly unknown[]
  /**
   * proved: computed here from a final block. partly: each item proved, that none is missing only claimed. estimate: a
   * guess by its nature. anchor: came with the app. claimed: the word of the server.
   */
  grade: 'proved' | 'partly' | 'estimate' | 'anchor' | 'claimed'
  /** The blocks it rests on. */
  blocks: readonly BlockEvidence[]
  steps: readonly Step[]
  /** Milliseconds since 1970. */
  askedAtMs: number
  tookMs: number
}

export type BlockEvidence = {
  number: number
  hash: Hex
  timestamp: number
  stateRoot: Hex
  transactionsRoot: Hex
  receiptsRoot: Hex
  round: number
  signers: readonly Address[]
  quorum: number
  /** Who was to seal it, in ascending order. */
  producers: readonly Address[]
  setEpoch: number
  setSize: number
  link: LightBlock['link']
  under?: number | undefined
}

/** One link of the chain of proof, from the header down to the answer. */
export type Step =
  | { kind: 'account'; address: Address; balanceWei: string; nonce: string; root: Hex; nodes: readonly Hex[] }
  | { kind: 'slot'; address: Address; key: Hex; value: Hex; root: Hex; nodes: readonly Hex[] }
  | { kind: 'code'; address: Address; codeHash: Hex; bytes: number }
  | { kind: 'transactions'; block: number; count: number; root: Hex }
  | { kind: 'receipts'; block: number; count: number; root: Hex }
  | { kind: 'bloom'; from: number; to: number; excluded: number }
  | { kind: 'execution'; gasUsed: string; accounts: number; slots: number }
  | { kind: 'hash'; hash: Hex }

/** Evidence without what can be long: the steps, and all blocks but a few; `explain` gives them when somebody looks. */
export type EvidenceSummary = Omit<Evidence, 'steps'>

const summarizedBlocks = 4

/** Returns what goes along with every answer. */
export function summarizeEvidence({ steps: _, blocks, ...summary }: Evidence): EvidenceSummary {
  return { ...summary, blocks: blocks.slice(0, summarizedBlocks) }
}

/** Takes down what an answer rests on while it is found. */
export type Recorder = {
  block(block: LightBlock): void
  step(step: Step): void
  grade(grade: Evidence['grade']): void
}

/** Returns the part of a block that people look at. */
export function describeBlock({ header, set, ...block }: LightBlock): BlockEvidence {
  const { number, timestamp, stateRoot, transactionsRoot, receiptsRoot } = header
  const { hash, round, signers, quorum, link, under } = block
  return {
    ...{ number, hash, timestamp, stateRoot, transactionsRoot, receiptsRoot, round, signers, quorum },
    ...{ producers: set.validators, setEpoch: set.epoch, setSize: set.validators.length, link, under },
  }
}

/** Returns a recorder and what it has recorded. */
export function createRecorder(): Recorder & { result(): Pick<Evidence, 'grade' | 'blocks' | 'steps'> } {
  const blocks = new Map<Hex, BlockEvidence>()
  const steps: Step[] = []
  let grade: Evidence['grade'] = 'proved'
  return {
    block: (block) => void (blocks.size < maxItems && blocks.set(block.hash, describeBlock(block))),
    step: (step) => void (steps.length < maxItems && steps.push(step)),
    grade(value) {
      grade = value
    },
    result: () => ({ grade, blocks: [...blocks.values()], steps }),
  }
}

/** A search of logs may rest on hundreds of blocks; nobody looks at more. */
const maxItems = 512
