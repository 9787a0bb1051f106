import { encodeHex, type Hex } from '../bytes/hex.ts'
import { loadKeccak } from '../bytes/keccak256.ts'
import { encodeHeader } from '../chain/encodeHeader.ts'
import { hashQbftHeader } from '../chain/hashHeader.ts'
import type { Recover } from '../chain/recoverSealers.ts'
import { ParentHashError } from '../chain/verifyHeader.ts'
import { BaseError } from '../errors.ts'
import { findLapse, type Lapse, OldCheckpointError } from './checkpointAge.ts'
import { checkWitness, type WitnessReport } from './checkWitness.ts'
import { type BlockRef, createChainSource, NoBlockError } from './createChainSource.ts'
import { ChainResetError, createTrust, type ResetKind } from './createTrust.ts'
import type { LightAnchor } from './LightAnchor.ts'
import type { Equivocation, LightBlock } from './LightBlock.ts'
import { createMemoryLightStore, type LightStore, readSaved, type SavedState } from './LightStore.ts'
import { type Transport, withDeadline } from './Transport.ts'

export type LightClientOptions = {
  anchor: LightAnchor
  transport: Transport
  store?: LightStore | undefined
  /** A second server of somebody else, whose head is held against the first one's. */
  witness?: Transport | undefined
  /** Milliseconds since 1970. */
  now?: (() => number) | undefined
  recover?: Recover | undefined
  timeoutMs?: number | undefined
}

export type LightState = {
  /** The newest block that is verified; how old it is follows from its timestamp. */
  head: LightBlock | undefined
  /** When a server last showed the head, in milliseconds since 1970. */
  seenAtMs: number | undefined
  /** Why the last attempt to go on failed; undefined when it did not. */
  error: LightFailure | undefined
  witness: WitnessReport | undefined
  /** Pairs of final blocks of one height; kept until the saved state is cleared. */
  evidence: readonly Equivocation[]
  /** Where trust was handed on from a block too old for it, until a person vouches for a newer one. */
  lapse: Lapse | undefined
}

/** Why the head does not go on; `reset` when the server has begun another chain, which a person has to decide about. */
export type LightFailure = {
  name: string
  message: string
  reset?: { kind: ResetKind; expected: Hex; found: Hex } | undefined
}

/** How the tab that asks the server fares. */
export type TabNews = Pick<LightState, 'seenAtMs' | 'error' | 'witness' | 'lapse'>

export type LightClient = ReturnType<typeof createLightClient>

/** How far back blocks are linked to a verified one by their hashes rather than by signatures of their own. */
const linkedBlocks = 64
/** Producers may serve two chains with the same keys, so seals alone do not tell them apart. */
const genesisCheckMs = 60_000
/** After so long without an answer the server may have begun the chain anew behind our back. */
const continuityMs = 5_000

/** Returns a light client: it turns what an untrusted server says into blocks that are known to be final. */
export function createLightClient(options: LightClientOptions) {
  const { anchor, now = Date.now, store = createMemoryLightStore(), timeoutMs = 10_000 } = options
  const transport = withDeadline(options.transport, timeoutMs)
  const source = createChainSource({ transport, anchor })
  const witness = options.witness && createChainSource({ transport: withDeadline(options.witness, timeoutMs), anchor })
  const trust = createTrust({ anchor, source, now, recover: options.recover, onEquivocation: addEvidence })
  const listeners = new Set<(state: LightState) => void>()
  let state: LightState = {
    head: undefined,
    seenAtMs: undefined,
    error: undefined,
    witness: undefined,
    evidence: [],
    lapse: undefined,
  }
  let started: Promise<void> | undefined
  let running: Promise<LightBlock> | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let genesisCheckedAtMs = Number.NEGATIVE_INFINITY
  let continuedAtMs = Number.NEGATIVE_INFINITY
  /** The hash of block 1, which no two runs of a chain have in common. */
  let birth: Hex | undefined

  function set(changes: Partial<LightState>): void {
    state = { ...state, ...changes }
    for (const listener of listeners) listener(state)
  }

  function addEvidence(evidence: Equivocation): void {
    const isKnown = state.evidence.some(
      ({ first, second }) => first.hash === evidence.first.hash && second.hash === evidence.second.hash,
    )
    if (isKnown) return
    set({ evidence: [...state.evidence, evidence] })
    if (state.head) void save(state.head)
  }

  async function start(): Promise<void> {
    const [saved] = await Promise.all([store.load().catch(() => undefined), loadKeccak()])
    resume(saved)
  }

  function resume(saved: unknown): boolean {
    const found = readSaved(saved, anchor)
    if (found === undefined || found.block.header.number <= (state.head?.header.number ?? -1)) return false
    birth ??= found.birth
    set({
      head: trust.resume(found.point, found.block),
      evidence: mergeEvidence(state.evidence, found.evidence),
      lapse: found.lapse,
    })
    return true
  }

  async function run(): Promise<LightBlock> {
    started ??= start()
    await started
    try {
      const head = await follow()
      continuedAtMs = now()
      set({ head, seenAtMs: now(), error: undefined })
      if (birth === undefined && head.header.number > 0) await learnBirth(head)
      if (witness) set({ witness: await checkWitness({ head, witness, trust, onEquivocation: addEvidence }) })
      return head
    } catch (error) {
      continuedAtMs = Number.NEGATIVE_INFINITY
      const reason = await explainFailure(error)
      set({ error: describeFailure(reason) })
      throw reason
    }
  }

  async function follow(): Promise<LightBlock> {
    const known = state.head
    const isSilent = now() - continuedAtMs > continuityMs
    const [offer, same] = await Promise.all([
      source.head(known && trust.point().epoch, now() - genesisCheckedAtMs > genesisCheckMs),
      known && isSilent ? source.header(known.header.number) : undefined,
    ])
    if (offer.genesisHash !== undefined) await checkGenesis(offer.genesisHash)
    if (known && offer.header.number < known.header.number) {
      throw new StaleHeadError(known.header.number, offer.header.number)
    }
    // A final block of another hash at this height is refused as equivocation.
    if (known && same && hashQbftHeader(same) !== known.hash) await trust.acceptPast(known, same)
    if (known && hashQbftHeader(offer.header) === known.hash) return known
    if (known && offer.header.number === known.header.number + 1 && offer.header.parentHash !== known.hash) {
      throw new ParentHashError(known.hash, offer.header.parentHash)
    }
    const lapse = lapseBefore(known)
    const head = await trust.acceptHead(offer.header, offer)
    set({ lapse })
    await save(head)
    return head
  }

  /** Once trust has lapsed, younger blocks do not bring it back: they are what an old key may have signed. */
  function lapseBefore(known: LightBlock | undefined): Lapse | undefined {
    const { genesisHash: hash, genesisTime: timestamp } = anchor
    return state.lapse ?? findLapse(anchor, known ? agedBlock(known) : { number: 0, hash, timestamp }, now())
  }

  async function checkGenesis(claimed: Hex): Promise<void> {
    const found = claimed === anchor.genesisHash ? claimed : await source.genesisHash()
    if (found !== anchor.genesisHash) throw new ChainResetError(anchor.genesisHash, found)
    genesisCheckedAtMs = now()
  }

  /** A server that begins another chain fails in many ways; the person should hear the one reason. */
  async function explainFailure(error: unknown): Promise<unknown> {
    if (error instanceof ChainResetError || !isRefusal(error)) return error
    const [genesis, first] = await Promise.all([source.genesisHash(), source.header(1)]).catch(
      () => [undefined] as const,
    )
    if (genesis === undefined) return error
    if (genesis !== anchor.genesisHash) return new ChainResetError(anchor.genesisHash, genesis)
    const found = first && hashQbftHeader(first)
    if (birth === undefined || found === birth) return error
    // Without a second first block, or without any while ours is there, the server only lags or lies.
    const isAnew = found === undefined ? error instanceof StaleHeadError : trust.isFirst(first!)
    return isAnew ? new ChainResetError(birth, found ?? anchor.genesisHash, 'history') : error
  }

  /** Remembers which block was the first. Where the server does not tell, a reset looks like an old head. */
  async function learnBirth(head: LightBlock): Promise<void> {
    const first = head.header.number === 1 ? head.header : await source.header(1).catch(() => undefined)
    if (first === undefined || !trust.isFirst(first)) return
    birth = hashQbftHeader(first)
    await save(head)
  }

  async function save(head: LightBlock): Promise<void> {
    // Verified state that cannot be kept is only slower next time.
    await store.save(snapshot(head)).catch(() => {})
  }

  function snapshot(head: LightBlock): SavedState {
    const { epoch, set: producers } = trust.point()
    return {
      version: 1,
      chainId: anchor.chainId,
      genesisHash: anchor.genesisHash,
      header: encodeHex(encodeHeader(head.header)),
      signers: head.signers,
      birth,
      epoch,
      set: producers,
      evidence: state.evidence,
      lapse: state.lapse,
    }
  }

  async function block(ref: BlockRef): Promise<LightBlock | undefined> {
    const head = state.head ?? (await sync())
    const known = trust.find(ref)
    // What an ancestor says of its own seals is not covered by its hash.
    if (known && known.link !== 'parent') return known
    const header = await source.header(ref)
    if (header === undefined) return undefined
    if (header.number > head.header.number) {
      const lapse = lapseBefore(head)
      return trust.acceptHead(header, {}).then((newer) => advance(newer, lapse))
    }
    return trust.acceptPast(head, header)
  }

  function advance(head: LightBlock, lapse: Lapse | undefined): LightBlock {
    if (head.header.number > (state.head?.header.number ?? -1)) set({ head, seenAtMs: now(), lapse })
    return head
  }

  async function blocks(from: number, to: number): Promise<LightBlock[]> {
    const found: LightBlock[] = []
    for (let top = to; top >= from; top -= linkedBlocks)
      found.unshift(...(await linked(Math.max(from, top - linkedBlocks + 1), top)))
    return found
  }

  async function linked(from: number, to: number): Promise<LightBlock[]> {
    const known = Array.from({ length: to - from + 1 }, (_, i) => trust.find(from + i))
    if (known.every((item) => item !== undefined)) return known
    const headers = await source.headers(from, to)
    const head = state.head ?? (await sync())
    const top = trust.find(to) ?? (await trust.acceptPast(head, headers.at(-1)!))
    return [...trust.acceptAncestors(top, headers.slice(0, -1)), top]
  }

  /** One change of the head after the other. */
  function inTurn(work: () => Promise<LightBlock>): Promise<LightBlock> {
    const done = turn.then(work)
    turn = done.catch(() => {})
    return done
  }

  async function vouch(hash: Hex): Promise<LightBlock> {
    started ??= start()
    await started
    const header = await source.header(hash)
    if (header === undefined) throw new NoBlockError(hash)
    const { block, point } = await trust.acceptVouched(header)
    const old = findLapse(anchor, agedBlock(block), now())
    if (old) throw new OldCheckpointError(old)
    // The first block, too, is that of the history that was followed until now.
    birth = undefined
    set({ head: trust.restart(point, block), lapse: undefined, error: undefined })
    await save(block)
    return run()
  }

  function sync(): Promise<LightBlock> {
    running ??= inTurn(run).finally(() => {
      running = undefined
    })
    return running
  }

  return {
    anchor,
    transport,
    now,
    recover: options.recover,
    state: () => state,
    /** Calls the listener after each change; returns how to end that. */
    subscribe(listener: (state: LightState) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Asks the server once for its newest block; rejects, and says why in the state, unless that is verified. */
    sync,
    /**
     * Begins again from a block that a person knows by its hash from elsewhere, and forgets what was verified before.
     * Returns the head that trust leads to from there; rejects, and leaves all as it is, where the server cannot show the block.
     */
    vouch: (hash: Hex): Promise<LightBlock> => inTurn(() => vouch(hash)),
    /** Returns the newest verified block; asks for one only when there is none yet. */
    head: async (): Promise<LightBlock> => state.head ?? sync(),
    /** Returns a verified block, or undefined where the server has none. */
    block,
    /** Returns the verified blocks of a range, in order. */
    blocks,
    /** Goes on from what another tab verified, and hears how it fares with the server; returns whether the head is news. */
    adopt(saved: unknown, fares?: TabNews): boolean {
      const isNews = resume(saved)
      if (fares) set(fares)
      return isNews
    },
    /** Returns what another tab or session needs to go on from here. */
    snapshot: (): SavedState | undefined => state.head && snapshot(state.head),
    /** Forgets what was saved, for a chain that was begun anew; make a new client afterwards. */
    clear: (): Promise<void> => store.clear(),
  }
}

function mergeEvidence(known: readonly Equivocation[], more: readonly Equivocation[]): readonly Equivocation[] {
  const hashes = new Set(known.map(({ first, second }) => first.hash + second.hash))
  return [...known, ...more.filter(({ first, second }) => !hashes.has(first.hash + second.hash))]
}

function describeFailure(error: unknown): LightFailure {
  const { name, message } = error as Error
  if (!(error instanceof ChainResetError)) return { name, message }
  const { kind, expected, found } = error
  return { name, message, reset: { kind, expected, found } }
}

function isRefusal(error: unknown): boolean {
  const { name } = (error ?? {}) as { name?: unknown }
  return typeof name === 'string' && /^(Chain|Light)\./.test(name) && name !== 'Light.NoAnswerError'
}

function agedBlock({ header: { number, timestamp }, hash }: LightBlock) {
  return { number, hash, timestamp }
}

export class StaleHeadError extends BaseError {
  override readonly name = 'Light.StaleHeadError'
  readonly known: number
  readonly offered: number
  constructor(known: number, offered: number) {
    super(`Expected a head at block ${known} or later, found the server at block ${offered}.`, {
      metaMessages: ['The server lags or replays old answers; or the chain was begun anew.'],
    })
    this.known = known
    this.offered = offered
  }
}
