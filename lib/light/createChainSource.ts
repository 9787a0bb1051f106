import { decodeHex, formatQuantity, type Hex } from '../bytes/hex.ts'
import { decodeHeader } from '../chain/encodeHeader.ts'
import type { Header } from '../chain/Header.ts'
import { hashHeader, hashQbftHeader } from '../chain/hashHeader.ts'
import { parseHeader } from '../chain/parseHeader.ts'
import { sortAddresses } from '../chain/setCommitment.ts'
import { BaseError } from '../errors.ts'
import { formatWord, readBytes, readHash, readList, readObject } from './answers.ts'
import { type LightAnchor, type ProducerSet, parseSet } from './LightAnchor.ts'
import { isMethodMissing, type Transport } from './Transport.ts'
import { commitmentSlot, newestSlot } from './verifySet.ts'

/*
 * What the light client asks a server, in the form it needs it. Nothing here is believed: a header is only checked to be
 * one and to have the hash it claims. `qood_` methods save round trips where a server has them; the standard ones do.
 */
export type HeadOffer = {
  header: Header
  /** Absent where it was not asked for and did not come by itself. */
  genesisHash: Hex | undefined
  /** Who is said to seal it, with a proof, when the server thought of sending them. */
  set?: ProducerSet | undefined
  proof?: unknown
}
/** The last block before an epoch: who sealed it, and the set that its state appoints for the epoch. */
export type Checkpoint = { header: Header; sealers: ProducerSet; set: ProducerSet; proof: unknown }
export type BlockRef = number | Hex

export type ChainSource = ReturnType<typeof createChainSource>

/** Returns the questions of the light client to one server. */
export function createChainSource({ transport, anchor }: { transport: Transport; anchor: LightAnchor }) {
  const missing = new Set<string>()
  const ask = (method: string, ...params: unknown[]) => transport.request({ method, params })

  /** Returns undefined where the server does not have the method, and does not ask again. */
  async function tryAsk(method: string, ...params: unknown[]): Promise<unknown> {
    if (missing.has(method)) return undefined
    try {
      return await ask(method, ...params)
    } catch (error) {
      if (!isMethodMissing(error)) throw error
      missing.add(method)
      return undefined
    }
  }

  async function header(ref: BlockRef | 'latest'): Promise<Header | undefined> {
    const answer =
      typeof ref === 'string' && ref !== 'latest'
        ? await ask('eth_getBlockByHash', ref, false)
        : await ask('eth_getBlockByNumber', ref === 'latest' ? ref : formatQuantity(ref as number), false)
    return answer === null || answer === undefined ? undefined : readHeader(answer, ref)
  }

  async function genesisHash(): Promise<Hex> {
    const genesis = await header(0)
    if (genesis === undefined) throw new NoBlockError(0)
    return hashHeader(genesis)
  }

  return {
    header,
    genesisHash,

    /** Asks for the newest block; for its set and proof too when it is not of the epoch that is known. */
    async head(knownEpoch: number | undefined, withGenesis: boolean): Promise<HeadOffer> {
      const answer = await tryAsk('qood_getHead', knownEpoch ?? null)
      if (answer !== undefined) {
        const offer = readObject(answer, 'the head')
        return {
          header: readHeader(offer.header, 'latest'),
          genesisHash: readHash(offer.genesisHash, 'genesisHash'),
          set: offer.set === undefined ? undefined : parseSet(offer.set, 'set'),
          proof: offer.proof,
        }
      }
      const [newest, hash] = await Promise.all([header('latest'), withGenesis ? genesisHash() : undefined])
      if (newest === undefined) throw new NoBlockError('latest')
      return { header: newest, genesisHash: hash }
    },

    /** Asks Election, as of that block, who seals it. */
    async set(number: number): Promise<ProducerSet> {
      const data = `${getScheduleSelector}${formatWord(BigInt(number)).slice(2)}`
      return decodeSchedule(await ask('eth_call', { to: anchor.election, data }, formatQuantity(number)))
    },

    /** Asks for a proof of Election's slots as of that block. */
    electionProof: (number: number, slots: readonly Hex[]): Promise<unknown> =>
      ask('eth_getProof', anchor.election, slots, formatQuantity(number)),

    /** Asks for the checkpoint of an epoch; from servers without that method only while they keep the old state. */
    async checkpoint(epoch: number): Promise<Checkpoint> {
      const number = epoch * anchor.epochBlocks - 1
      const answer = await tryAsk('qood_getEpoch', epoch)
      if (answer !== undefined) {
        const offer = readObject(answer, 'the epoch')
        const sealers = parseSet(offer.sealers, 'sealers')
        const set = parseSet(offer.set, 'set')
        return { header: readHeader(offer.header, number), sealers, set, proof: offer.proof }
      }
      const data = (block: number) => `${getScheduleSelector}${formatWord(BigInt(block)).slice(2)}`
      const call = (block: number) =>
        ask('eth_call', { to: anchor.election, data: data(block) }, formatQuantity(number)).then(decodeSchedule)
      const [found, sealers, set] = await Promise.all([header(number), call(number), call(number + 1)])
      if (found === undefined) throw new NoBlockError(number)
      const slots = [newestSlot, commitmentSlot(sealers.epoch)]
      return { header: found, sealers, set, proof: await this.electionProof(number, slots) }
    },

    /** Asks which set was chosen for an epoch long ago; Election's events tell. */
    async pastSet(epoch: number): Promise<ProducerSet | undefined> {
      if (epoch === anchor.firstSet.epoch) return anchor.firstSet
      const blocks = {
        fromBlock: formatQuantity(Math.max(0, (epoch - 1) * anchor.epochBlocks)),
        toBlock: formatQuantity(epoch * anchor.epochBlocks - 1),
      }
      const topics = [[rotatedTopic, droppedTopic], formatWord(BigInt(epoch))]
      const logs = readList(await ask('eth_getLogs', { address: anchor.election, topics, ...blocks }), 'logs')
      return readPastSet(epoch, logs)
    },

    /** Asks for the headers of a range, in order. */
    async headers(from: number, to: number): Promise<Header[]> {
      const count = to - from + 1
      const answer = await tryAsk('qood_getHeaders', from, count)
      if (answer !== undefined) {
        const list = readList(answer, 'headers', count)
        if (list.length !== count) throw new NoBlockError(from + list.length)
        return list.map((bytes, i) => checkNumber(decodeHeader(decodeHex(readBytes(bytes, 'a header'))), from + i))
      }
      const numbers = Array.from({ length: count }, (_, i) => from + i)
      return Promise.all(
        numbers.map(async (number) => {
          const found = await header(number)
          if (found === undefined) throw new NoBlockError(number)
          return found
        }),
      )
    },
  }
}

/** Returns the header of a JSON-RPC block; throws unless it is the one that was asked for, under its own hash. */
export function readHeader(block: unknown, ref: BlockRef | 'latest'): Header {
  const header = parseHeader(block)
  const hash = hashQbftHeader(header)
  const claimed = readHash(readObject(block, 'a block').hash, 'hash')
  if (claimed !== hash) throw new WrongHashError(hash, claimed)
  if (typeof ref === 'string' && ref !== 'latest' && ref !== hash) throw new WrongHashError(ref, hash)
  return typeof ref === 'number' ? checkNumber(header, ref) : header
}

function checkNumber(header: Header, number: number): Header {
  if (header.number !== number) throw new WrongBlockError(number, header.number)
  return header
}

/** Returns the set in the answer of getSchedule(uint256): epoch, seed, members. */
export function decodeSchedule(answer: unknown): ProducerSet {
  const words = readBytes(answer, 'the schedule').slice(2).match(/.{64}/g) ?? []
  const [epoch = '0', seed = '', , count = '0'] = words
  const members = words.slice(4, 4 + Math.min(Number(`0x${count}`), 1_000))
  const validators = sortAddresses(members.map((word): Hex => `0x${word.slice(24)}`))
  return parseSet({ epoch: Number(`0x${epoch}`), seed: `0x${seed}`, validators }, 'the schedule')
}

/** Returns what the events say was chosen for the epoch; the caller holds it against the commitment. */
function readPastSet(epoch: number, logs: readonly unknown[]): ProducerSet | undefined {
  const events = logs.map((value) => {
    const log = readObject(value, 'a log')
    return { topics: readList(log.topics, 'topics', 4), data: readBytes(log.data, 'data') }
  })
  const rotated = events.findLast(({ topics }) => topics[0] === rotatedTopic)
  if (rotated === undefined) return undefined
  const words = rotated.data.slice(2).match(/.{64}/g) ?? []
  const members = words.slice(4, 4 + Math.min(Number(`0x${words[3] ?? '0'}`), 1_000))
  const dropped = new Set(
    events.filter(({ topics }) => topics[0] === droppedTopic).map(({ topics }) => String(topics[2]).slice(26)),
  )
  const validators = members.map((word) => word.slice(24)).filter((address) => !dropped.has(address))
  return parseSet({ epoch, seed: `0x${words[0] ?? ''}`, validators: validators.map((hex) => `0x${hex}`) }, 'Rotated')
}

/** getSchedule(uint256) */
const getScheduleSelector = '0xc5ca93a7'
/** Rotated(uint64,bytes32,address[],bytes32) */
export const rotatedTopic: Hex = '0x9e18aa8ae44f54ab26f71019b5d30bdc9fb6d41008b42ccb844db5a10486779b'
/** Dropped(uint64,address,bytes32) */
export const droppedTopic: Hex = '0xe8504e6eae086c313e20bdc31617589458b7b295e154eb0f744585b2934d340c'

export class WrongHashError extends BaseError {
  override readonly name = 'Light.WrongHashError'
  constructor(expected: string, found: string) {
    super(`Expected a block whose hash is ${expected}, found ${found}.`)
  }
}

export class WrongBlockError extends BaseError {
  override readonly name = 'Light.WrongBlockError'
  constructor(expected: number, found: number) {
    super(`Expected block ${expected}, found block ${found}.`)
  }
}

export class NoBlockError extends BaseError {
  override readonly name = 'Light.NoBlockError'
  constructor(ref: BlockRef | 'latest') {
    super(`Expected the server to have block ${ref}, found that it has none.`)
  }
}
