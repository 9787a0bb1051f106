import type { Common } from '@ethereumjs/common'
import { type Address, decodeHex, type Hex } from '../../../lib/bytes/hex.ts'
import { encodeExtraData } from '../../../lib/chain/extraData.ts'
import type { Header } from '../../../lib/chain/Header.ts'
import { producerOrder } from '../../../lib/chain/producerOrder.ts'
import { embeddedQuorum } from '../../../lib/chain/quorum.ts'
import type { Recover } from '../../../lib/chain/recoverSealers.ts'
import type { ValidatorSet } from '../../../lib/chain/setCommitment.ts'
import { type BuiltBlock, buildBlock, type Machine } from '../../../lib/engine/buildBlock.ts'
import { createChainVm } from '../../../lib/engine/createChainVm.ts'
import { readSchedule } from '../../../lib/engine/readSchedule.ts'
import { State } from '../../../lib/engine/State.ts'
import { addressOf, type StateLimits, StateTries } from '../../../lib/engine/StateTries.ts'
import { type Sealer, sealBlock } from '../../../lib/engine/sealBlock.ts'
import type { Store } from '../store/openStore.ts'
import { createDeadline } from './createDeadline.ts'

export type HashedTransaction = { hash: Hex; raw: Uint8Array; sender: Address }

/** What came of a turn. A block is on the disk, and final, by the time it is reported. */
export type Turn =
  | {
      kind: 'block'
      header: Header
      hash: Hex
      included: Included[]
      /** Whatever has another nonce or balance than before. */
      accounts: ChangedAccount[]
      refused: { hash: Hex; reason: string }[]
      timing: TurnTiming
    }
  /** Too few producers run to seal anything; finality waits. */
  | { kind: 'waiting'; running: number; quorum: number }
  /** It was the turn of a producer that does not run; the next turn is in the next round. */
  | { kind: 'missed'; number: number; round: number; producer: Address }

/**
 * Where the time of a block went: running transactions, hashing what came out, sealing it, bringing it to the disk. What was left
 * to do for the block before, once that was final, is told with it.
 */
export type TurnTiming = { runMs: number; hashMs: number; sealMs: number; writeMs: number; settleMs: number }

export type ChangedAccount = { address: Address; nonce: number; balance: bigint }

export type Included = { hash: Hex; sender: Address; gasUsed: bigint }

export type TurnRequest = {
  transactions: readonly HashedTransaction[]
  stopped: ReadonlySet<Address>
  /** How long all of it may take: running transactions, hashing, sealing, writing, and settling after that. */
  turnMs: number
  /** How far the chain's clock is ahead of the machine's; only ever on a development chain. */
  aheadMs?: number
}

export type Producer = {
  turn(request: TurnRequest): Promise<Turn>
  /** Does what the last block left to do; best while nobody waits. The next turn begins with it otherwise. */
  settle(): void
}

export type ProducerOptions = {
  store: Store
  common: Common
  sealers: readonly Sealer[]
  epochBlocks: number
  recover: Recover
  now: () => number
  limits?: StateLimits | undefined
}

const vanity: Hex = `0x${Buffer.from('QoodBlock').toString('hex').padEnd(64, '0')}`

/** Creates the part of a node that makes blocks: it builds on the newest state, has them sealed, and writes them. */
export async function createProducer(options: ProducerOptions): Promise<Producer> {
  const { store, common } = options
  const tries = new StateTries(store.newestState(), options.limits)
  const state = new State(tries)
  const hashAt = (number: number) => {
    const hash = store.hash(number)
    return hash && decodeHex(hash)
  }
  const machine: Machine = { state, vm: await createChainVm(common, state, hashAt) }
  const scheduleOf = createScheduleCache(options, tries)
  let parent = store.header(store.head())!
  let parentHash = store.hash(parent.number)!
  let round = 0
  const deadline = createDeadline()
  let last: { timing: TurnTiming; gas: bigint } | undefined
  let settleMs = 0

  return {
    settle() {
      const startedAt = performance.now()
      store.settle()
      settleMs = performance.now() - startedAt
    },
    async turn(request) {
      const number = parent.number + 1
      const schedule = await scheduleOf(number)
      const quorum = embeddedQuorum(schedule.validators.length)
      const sealers = runningSealers(options.sealers, schedule, request.stopped)
      if (sealers.length < quorum) return { kind: 'waiting', running: sealers.length, quorum }
      const { producer } = producerOrder({ ...schedule, blockNumber: number, round })
      const proposer = sealers.find((sealer) => sealer.address === producer)
      if (!proposer) return { kind: 'missed', number, round: round++, producer }

      const seconds = Math.floor((options.now() + (request.aheadMs ?? 0)) / 1_000)
      const plan = {
        parentHash,
        number,
        timestamp: Math.max(parent.timestamp, seconds),
        miner: producer,
        gasLimit: parent.gasLimit,
        extraData: encodeExtraData({ vanity, validators: [], vote: undefined, round, seals: [] }),
      }
      const { turnMs } = request
      if (last) deadline.learn(toLesson(last, settleMs), turnMs)
      const startedAt = performance.now()
      let ranUntil = startedAt
      const built = await buildBlock(machine, plan, request.transactions, (gas) => {
        ranUntil = performance.now()
        return deadline.isDue({ ms: ranUntil - startedAt, gas }, turnMs)
      })
      const builtAt = performance.now()
      const sealed = sealBlock({
        header: built.header,
        parent,
        validators: schedule.validators,
        sealers: [proposer, ...sealers.filter((sealer) => sealer !== proposer)],
        quorum,
        // A clock that was set back must not end the chain: a block is never further ahead than its parent already is.
        now: Math.max(parent.timestamp, seconds),
        recover: options.recover,
      })
      const sealedAt = performance.now()
      await store.append(toNewBlock(sealed, built), built.diff)
      const writtenAt = performance.now()
      parent = sealed.header
      parentHash = sealed.hash
      round = 0
      const timing = {
        runMs: ranUntil - startedAt,
        hashMs: builtAt - ranUntil,
        sealMs: sealedAt - builtAt,
        writeMs: writtenAt - sealedAt,
        settleMs,
      }
      last = { timing, gas: parent.gasUsed }
      return {
        kind: 'block',
        header: parent,
        hash: parentHash,
        included: toIncluded(built),
        accounts: toChangedAccounts(built),
        refused: built.refused.map(toRefused),
        timing,
      }
    },
  }
}

/** What a block tells about the next, once it is known how long it took to settle. */
function toLesson({ timing, gas }: { timing: TurnTiming; gas: bigint }, settleMs: number) {
  const { runMs, hashMs, sealMs, writeMs } = timing
  return { ranMs: runMs, afterMs: hashMs + sealMs + writeMs + settleMs, gas }
}

/** The set changes at the start of an epoch only, so the contract is asked once an epoch. */
function createScheduleCache({ common, epochBlocks }: ProducerOptions, tries: StateTries) {
  let cached: { epoch: number; schedule: ValidatorSet } | undefined
  return async (number: number): Promise<ValidatorSet> => {
    const epoch = Math.floor(number / epochBlocks)
    if (cached?.epoch !== epoch) {
      const vm = await createChainVm(common, new State(tries), () => undefined)
      cached = { epoch, schedule: await readSchedule(vm, number) }
    }
    return cached.schedule
  }
}

function runningSealers(
  sealers: readonly Sealer[],
  { validators }: ValidatorSet,
  stopped: ReadonlySet<Address>,
): Sealer[] {
  return sealers.filter(({ address }) => validators.includes(address) && !stopped.has(address))
}

function toIncluded({ transactions, receipts }: BuiltBlock): Included[] {
  return (transactions as HashedTransaction[]).map(({ hash, sender }, index) => {
    return { hash, sender, gasUsed: receipts[index]!.gasUsed }
  })
}

function toChangedAccounts({ diff }: BuiltBlock): ChangedAccount[] {
  return Array.from(diff.accounts, ([key, leaf]) => ({
    address: addressOf(key),
    nonce: Number(leaf?.nonce ?? 0n),
    balance: leaf?.balance ?? 0n,
  }))
}

function toNewBlock(sealed: { header: Header; hash: Hex }, built: BuiltBlock) {
  const included = built.transactions as HashedTransaction[]
  return {
    hash: sealed.hash,
    header: sealed.header,
    transactions: included.map(({ raw }) => raw),
    senders: included.map(({ sender }) => sender),
    hashesOfTransactions: included.map(({ hash }) => hash),
    ommers: [],
    receipts: built.receipts,
  }
}

function toRefused({ transaction, reason }: BuiltBlock['refused'][number]) {
  const details =
    reason instanceof Error && 'details' in reason ? String(reason.details ?? reason.message) : String(reason)
  return { hash: (transaction as HashedTransaction).hash, reason: details }
}
