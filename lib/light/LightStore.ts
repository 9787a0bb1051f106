import { decodeHex, type Hex } from '../bytes/hex.ts'
import { decodeHeader } from '../chain/encodeHeader.ts'
import { decodeExtraData } from '../chain/extraData.ts'
import { hashQbftHeader } from '../chain/hashHeader.ts'
import { readBytes, readHash, readList, readObject } from './answers.ts'
import { type Lapse, parseLapse } from './checkpointAge.ts'
import type { TrustPoint } from './createTrust.ts'
import { type LightAnchor, type ProducerSet, parseSet, quorumOf } from './LightAnchor.ts'
import type { Equivocation, LightBlock } from './LightBlock.ts'

/** What a light client keeps between sessions, and tells other tabs. Plain data. */
export type SavedState = {
  version: 1
  chainId: number
  genesisHash: Hex
  /** RLP of the newest verified header. */
  header: Hex
  signers: readonly Hex[]
  /** The hash of block 1, by which a chain that was begun anew is told apart. */
  birth?: Hex | undefined
  /** Who seals the epoch of that header. */
  epoch: number
  set: ProducerSet
  evidence: readonly Equivocation[]
  /** Where trust was handed on from a block too old for it, and nobody has vouched for a newer one since. */
  lapse?: Lapse | undefined
}

/** Where it is kept. `load` gives whatever is there; it is checked before use. */
export type LightStore = { load(): Promise<unknown>; save(state: SavedState): Promise<void>; clear(): Promise<void> }

/** Returns a store that lasts as long as the page. */
export function createMemoryLightStore(initial?: unknown): LightStore {
  let saved = initial
  return {
    load: async () => saved,
    save: async (state) => {
      saved = state
    },
    clear: async () => {
      saved = undefined
    },
  }
}

type FoundState = Pick<SavedState, 'birth' | 'evidence' | 'lapse'> & { point: TrustPoint; block: LightBlock }

/** Returns what was saved, or undefined when it is nothing, of another chain or damaged. */
export function readSaved(saved: unknown, anchor: LightAnchor): FoundState | undefined {
  try {
    const state = readObject(saved, 'the saved state') as unknown as SavedState
    const { version, chainId, genesisHash, epoch } = state
    if (version !== 1 || chainId !== anchor.chainId || genesisHash !== anchor.genesisHash) return undefined
    if (!Number.isSafeInteger(epoch)) return undefined
    const header = decodeHeader(decodeHex(readBytes(state.header, 'header')))
    const set = parseSet(state.set, 'set')
    const signers = readList(state.signers, 'signers').map((signer) => readBytes(signer, 'a signer', 20))
    const { round } = decodeExtraData(header.extraData)
    const quorum = quorumOf(anchor, set)
    const block: LightBlock = { header, hash: hashQbftHeader(header), round, signers, quorum, set, link: 'seals' }
    const evidence = readList(state.evidence, 'evidence') as readonly Equivocation[]
    const birth = state.birth === undefined ? undefined : readHash(state.birth, 'birth')
    const lapse = state.lapse === undefined ? undefined : parseLapse(state.lapse)
    return { point: { number: header.number, epoch, set }, block, birth, evidence, lapse }
  } catch {
    return undefined
  }
}
