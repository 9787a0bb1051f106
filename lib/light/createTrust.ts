import { type Address, encodeHex, type Hex } from '../bytes/hex.ts'
import { createSealRecovery } from '../chain/createSealRecovery.ts'
import { encodeHeader } from '../chain/encodeHeader.ts'
import { decodeExtraData } from '../chain/extraData.ts'
import type { Header } from '../chain/Header.ts'
import { hashQbftHeader } from '../chain/hashHeader.ts'
import type { Recover } from '../chain/recoverSealers.ts'
import { type VerifiedHeader, verifyHeader } from '../chain/verifyHeader.ts'
import { BaseError } from '../errors.ts'
import { formatWord } from './answers.ts'
import { type BlockRef, type ChainSource, NoBlockError, WrongHashError } from './createChainSource.ts'
import { epochOf, type LightAnchor, type ProducerSet, quorumOf } from './LightAnchor.ts'
import type { Equivocation, EquivocationSide, LightBlock } from './LightBlock.ts'
import { verifyProof } from './verifyProof.ts'
import { commitmentSlot, historySlots, isSealingSet, newestSlot, WrongSetError } from './verifySet.ts'
import { createNodeCache } from './verifyTrieProof.ts'

/*
 * How trust moves from one producer set to the next. Within an epoch a quorum of its set suffices. To a later epoch the
 * client skips when more than a third of the set it trusts signed as well: then at least one honest member did, who
 * would not have sealed a block whose own state appoints other producers; and that state is proved. Where the sets have
 * too little in common it halves the distance; the last block of an epoch, sealed by the known set, appoints the next
 * one, so there always is a way, one epoch at a time at worst. (Besu's header mode names the set in each header, where
 * it changes by one member a block; the same with blocks for epochs.)
 */
export type TrustPoint = { number: number; epoch: number; set: ProducerSet }

export type TrustOptions = {
  anchor: LightAnchor
  source: ChainSource
  /** Milliseconds since 1970. */
  now: () => number
  /** How the signers of seals are found; without it with noble, remembering who sealed. */
  recover?: Recover | undefined
  onEquivocation: (evidence: Equivocation) => void
}

/** A clock may be wrong by this much before headers seem to come from the future. */
const clockSkewSeconds = 60
const keptBlocks = 4_096

export type Trust = ReturnType<typeof createTrust>

/** Returns what turns headers from anywhere into blocks that are known to be final. */
export function createTrust({ anchor, source, now, recover = createSealRecovery(), onEquivocation }: TrustOptions) {
  let point: TrustPoint = { number: 0, epoch: 0, set: anchor.firstSet }
  const byNumber = new Map<number, LightBlock>()
  const byHash = new Map<Hex, LightBlock>()
  const pastSets = new Map<number, ProducerSet>()

  function verify(header: Header, set: ProducerSet): VerifiedHeader {
    return verifyHeader({
      header,
      validators: set.validators,
      quorum: quorumOf(anchor, set),
      // Where anybody may move the clock, the time in a header says nothing about who made it.
      now: anchor.movableClock ? undefined : Math.floor(now() / 1000) + clockSkewSeconds,
      mode: anchor.mode,
      recover,
    })
  }

  function accept(header: Header, verified: VerifiedHeader, set: ProducerSet, link: LightBlock['link']): LightBlock {
    return keep({ header, ...verified, quorum: quorumOf(anchor, set), set, link })
  }

  function keep(block: LightBlock): LightBlock {
    const { number } = block.header
    const known = byNumber.get(number)
    if (known && known.hash !== block.hash) {
      const evidence = describeEquivocation(known, block)
      onEquivocation(evidence)
      throw new EquivocationError(evidence)
    }
    if (known && known.link !== 'parent') return known
    byNumber.set(number, block)
    byHash.set(block.hash, block)
    if (byNumber.size > keptBlocks) forgetOldest()
    return block
  }

  function forgetOldest(): void {
    const [number, block] = byNumber.entries().next().value!
    byNumber.delete(number)
    byHash.delete(block.hash)
  }

  /** Accepts a header from the point on; returns where trust stands afterwards. */
  async function reach(from: TrustPoint, header: Header, given: Given = {}): Promise<Reached> {
    if (header.number === 0) return { block: acceptGenesis(header), point: from }
    return anchor.mode === 'contract' ? reachByContract(from, header, given) : reachByHeader(from, header)
  }

  function acceptGenesis(header: Header): LightBlock {
    const hash = hashQbftHeader(header)
    if (hash !== anchor.genesisHash) throw new ChainResetError(anchor.genesisHash, hash)
    const { firstSet: set } = anchor
    return keep({ header, hash, round: 0, signers: [], quorum: quorumOf(anchor, set), set, link: 'anchor' })
  }

  async function reachByContract(from: TrustPoint, header: Header, given: Given): Promise<Reached> {
    const epoch = epochOf(anchor, header.number)
    if (epoch === from.epoch) {
      const block = accept(header, verify(header, from.set), from.set, 'seals')
      return { block, point: { ...from, number: Math.max(from.number, header.number) } }
    }
    const set = given.set ?? (await source.set(header.number))
    const verified = verify(header, set)
    if (!overlaps(verified.signers, from.set)) {
      const middle = Math.max(from.epoch + 1, Math.floor((from.epoch + epoch) / 2))
      return reach(await reachCheckpoint(from, middle), header, { ...given, set })
    }
    await checkSet(header, { claim: set, epoch }, given.proof)
    return { block: accept(header, verified, set, 'skip'), point: { number: header.number, epoch, set } }
  }

  /** Accepts the last block before the epoch, and by its state the set of the epoch. */
  async function reachCheckpoint(from: TrustPoint, epoch: number): Promise<TrustPoint> {
    const { header, sealers, set, proof } = await source.checkpoint(epoch)
    const before = epoch - 1
    if (before === from.epoch) verify(header, from.set)
    else {
      const { signers } = verify(header, sealers)
      if (!overlaps(signers, from.set)) {
        return reachCheckpoint(await reachCheckpoint(from, Math.floor((from.epoch + epoch) / 2)), epoch)
      }
      await checkSet(header, { claim: sealers, epoch: before }, proof)
    }
    await checkSet(header, { claim: set, epoch }, proof)
    return { number: header.number, epoch, set }
  }

  /** Throws unless the state of the block appoints the set. */
  async function checkSet(header: Header, claim: { claim: ProducerSet; epoch: number }, given: unknown): Promise<void> {
    const offered = given === undefined ? undefined : tryReadSlots(header, given)
    if (offered && isSealingSet({ ...claim, slots: offered })) return
    const wanted = [newestSlot, commitmentSlot(claim.claim.epoch)]
    const slots = await proveSlots(header, wanted)
    const shown =
      isSealingSet({ ...claim, slots }) ??
      isSealingSet({ ...claim, slots: new Map([...slots, ...(await proveSlots(header, historySlots))]) })
    if (!shown) throw new WrongSetError(claim)
  }

  /** A proof that came along may be of another block, when blocks were made between two answers. */
  function tryReadSlots(header: Header, proof: unknown): Map<Hex, Hex> | undefined {
    try {
      return readSlots(header, proof)
    } catch {
      return undefined
    }
  }

  async function proveSlots(header: Header, wanted: readonly Hex[]): Promise<Map<Hex, Hex>> {
    return readSlots(header, await source.electionProof(header.number, wanted), wanted)
  }

  function readSlots({ stateRoot }: Header, proof: unknown, slots?: readonly Hex[]): Map<Hex, Hex> {
    const openNode = createNodeCache()
    const { storage } = verifyProof({ stateRoot, address: anchor.election, slots, proof, openNode })
    return new Map(storage.map(({ key, value }) => [key, value]))
  }

  async function reachByHeader(from: TrustPoint, header: Header): Promise<Reached> {
    const set = namedSet(header)
    const verified = verify(header, set)
    const isKnown = set.validators.join() === from.set.validators.join()
    if (isKnown || overlaps(verified.signers, from.set)) {
      const block = accept(header, verified, set, isKnown ? 'seals' : 'skip')
      return { block, point: { number: header.number, epoch: 0, set } }
    }
    const middle = Math.floor((from.number + header.number) / 2)
    if (middle === from.number) throw new NoOverlapError(header.number)
    const step = await source.header(middle)
    if (step === undefined) throw new NoBlockError(middle)
    return reach((await reach(from, step)).point, header)
  }

  /** Returns the set that sealed an epoch in the past: the map of the head's state has every commitment there was. */
  async function pastSet(head: LightBlock, epoch: number): Promise<ProducerSet> {
    const known = pastSets.get(epoch)
    if (known) return known
    for (let last = epoch; last >= 0; last -= epochsAtOnce) {
      const epochs = Array.from({ length: Math.min(epochsAtOnce, last + 1) }, (_, i) => last - i)
      const slots = await proveSlots(head.header, epochs.map(commitmentSlot))
      const chosenIn = epochs.find((candidate) => BigInt(slots.get(commitmentSlot(candidate))!) !== 0n)
      if (chosenIn === undefined) continue
      const claim = await source.pastSet(chosenIn)
      if (claim === undefined) throw new NoSetError(epoch)
      if (!isSealingSet({ claim, epoch: claim.epoch, slots })) throw new WrongSetError({ claim, epoch })
      pastSets.set(epoch, claim)
      return claim
    }
    throw new NoSetError(epoch)
  }

  async function acceptPast(head: LightBlock, header: Header): Promise<LightBlock> {
    if (header.number === 0) return acceptGenesis(header)
    if (anchor.mode === 'header') return (await reach({ number: 0, epoch: 0, set: anchor.firstSet }, header)).block
    const epoch = epochOf(anchor, header.number)
    const set = epoch === point.epoch ? point.set : await pastSet(head, epoch)
    return accept(header, verify(header, set), set, 'seals')
  }

  return {
    point: () => point,
    /** Goes on from what was verified in another session or tab. */
    resume(saved: TrustPoint, block: LightBlock): LightBlock {
      point = saved
      return keep(block)
    },
    /** Returns a block that a person vouches for by its hash, and where trust stands with the set that its state appoints. */
    async acceptVouched(header: Header): Promise<Reached> {
      const { number } = header
      const epoch = epochOf(anchor, number)
      const isNamed = anchor.mode === 'header'
      const set = isNamed ? namedSet(header) : await source.set(number)
      const verified = verify(header, set)
      if (!isNamed) await checkSet(header, { claim: set, epoch }, undefined)
      const block: LightBlock = { header, ...verified, quorum: quorumOf(anchor, set), set, link: 'seals' }
      return { block, point: { number, epoch: isNamed ? 0 : epoch, set } }
    },
    /** Begins again from there, and forgets what was accepted on other grounds. */
    restart(from: TrustPoint, block: LightBlock): LightBlock {
      byNumber.clear()
      byHash.clear()
      pastSets.clear()
      return this.resume(from, block)
    },
    /** Accepts a header that is newer than all before. */
    async acceptHead(header: Header, given: Given): Promise<LightBlock> {
      const reached = await reach(point, header, given)
      // Another head may have been accepted meanwhile.
      if (reached.point.number >= point.number) point = reached.point
      return reached.block
    },
    find: (ref: BlockRef): LightBlock | undefined => (typeof ref === 'number' ? byNumber.get(ref) : byHash.get(ref)),
    acceptPast,
    /** Accepts headers that lead up to the block by their hashes; they cost no signatures. */
    acceptAncestors(top: LightBlock, headers: readonly Header[]): LightBlock[] {
      const blocks: LightBlock[] = []
      let child = top
      for (const header of headers.toReversed()) {
        const hash = hashQbftHeader(header)
        if (hash !== child.header.parentHash) throw new WrongHashError(child.header.parentHash, hash)
        const { set, quorum } = top
        const under = top.under ?? top.header.number
        child = keep({ header, hash, round: 0, signers: [], quorum, set, link: 'parent', under })
        blocks.push(child)
      }
      return blocks.reverse()
    },
    /** Returns whether the first set sealed this header as block 1. */
    isFirst(header: Header): boolean {
      try {
        verify(header, anchor.firstSet)
        return header.number === 1
      } catch {
        return false
      }
    },
    /** Returns hash and signers of a header of the trusted epoch; throws unless it is final. Remembers nothing. */
    judge: async (header: Header): Promise<LightBlock> => {
      const isCurrent = anchor.mode === 'header' || epochOf(anchor, header.number) === point.epoch
      const set = isCurrent ? point.set : await source.set(header.number)
      return { header, ...verify(header, set), quorum: quorumOf(anchor, set), set, link: 'seals' }
    },
  }
}

type Given = { set?: ProducerSet | undefined; proof?: unknown }
type Reached = { block: LightBlock; point: TrustPoint }

const epochsAtOnce = 256

/** The set that a header names itself. */
function namedSet(header: Header): ProducerSet {
  return { epoch: 0, seed: formatWord(0n), validators: decodeExtraData(header.extraData).validators }
}

/** More than a third: at least one of them is honest. */
function overlaps(signers: readonly Address[], trusted: ProducerSet): boolean {
  return signers.filter((signer) => trusted.validators.includes(signer)).length * 3 > trusted.validators.length
}

/** Returns the evidence that two final blocks of one height are. */
export function describeEquivocation(first: LightBlock, second: LightBlock): Equivocation {
  const side = ({ header, hash, round, signers }: LightBlock): EquivocationSide => {
    return { hash, round, header: encodeHex(encodeHeader(header)), signers }
  }
  const culprits = first.signers.filter((signer) => second.signers.includes(signer))
  const isSamePlace = first.round === second.round && first.header.parentHash === second.header.parentHash
  return {
    number: first.header.number,
    first: side(first),
    second: side(second),
    culprits,
    isPunishable: culprits.length > 0 && isSamePlace,
  }
}

export class EquivocationError extends BaseError {
  override readonly name = 'Light.EquivocationError'
  readonly evidence: Equivocation
  constructor(evidence: Equivocation) {
    super(
      `Expected one final block ${evidence.number}, found two: ${evidence.first.hash} and ${evidence.second.hash}.`,
      {
        metaMessages: [
          `${evidence.culprits.length} producers signed both, or the chain was begun anew with the same genesis.`,
        ],
      },
    )
    this.evidence = evidence
  }
}

/** genesis: another chain. history: the same genesis and producers, begun anew, so that block 1 is another one. */
export type ResetKind = 'genesis' | 'history'

export class ChainResetError extends BaseError {
  override readonly name = 'Light.ChainResetError'
  readonly kind: ResetKind
  readonly expected: Hex
  readonly found: Hex
  constructor(expected: Hex, found: Hex, kind: ResetKind = 'genesis') {
    super(
      kind === 'genesis'
        ? `Expected the chain that begins with ${expected}, found one that begins with ${found}.`
        : `Expected the chain whose block 1 is ${expected}, found that it was begun anew: its first is ${found}.`,
    )
    this.kind = kind
    this.expected = expected
    this.found = found
  }
}

export class NoOverlapError extends BaseError {
  override readonly name = 'Light.NoOverlapError'
  constructor(number: number) {
    super(`Expected more than a third of the known producers to have signed block ${number}, found fewer.`)
  }
}

export class NoSetError extends BaseError {
  override readonly name = 'Light.NoSetError'
  constructor(epoch: number) {
    super(`Expected the server to tell which producers sealed epoch ${epoch}, found that it does not.`)
  }
}
