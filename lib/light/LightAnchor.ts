import type { Address, Hex } from '../bytes/hex.ts'
import { besuQuorum, embeddedQuorum } from '../chain/quorum.ts'
import { sortAddresses, type ValidatorSet } from '../chain/setCommitment.ts'
import { BaseError } from '../errors.ts'
import { readAddress, readCount, readHash, readList, readObject } from './answers.ts'

/** Who seals, from the first block of the epoch on until another set takes over. */
export type ProducerSet = ValidatorSet & { epoch: number; validators: readonly Address[] }

/** What a light client believes before it has heard anything; it comes with the app. Plain data. */
export type LightAnchor = {
  chainId: number
  genesisHash: Hex
  /** When the chain began, in seconds since 1970: so old is this anchor. */
  genesisTime: number
  /** Where the chain keeps its producers: in the Election contract, or in each header (Besu without a contract). */
  mode: 'contract' | 'header'
  election: Address
  epochBlocks: number
  firstSet: ProducerSet
  quorumRule: 'embedded' | 'besu'
  /** For how long who sealed a block can be held to it, so that trust may be handed on from it (checkpointAge.ts). */
  trustSeconds: number
  /** The clock of the chain may be moved ahead, as on the development chain, where deadlines pass by command. */
  movableClock?: true | undefined
}

/** Returns how many of the set must seal a block. */
export function quorumOf({ quorumRule }: LightAnchor, { validators }: ProducerSet): number {
  return quorumRule === 'besu' ? besuQuorum(validators.length) : embeddedQuorum(validators.length)
}

/** Returns the epoch that a block belongs to. */
export function epochOf({ epochBlocks }: LightAnchor, number: number): number {
  return Math.floor(number / epochBlocks)
}

/** Returns the anchor in the JSON; throws on anything else. */
export function parseAnchor(value: unknown): LightAnchor {
  const anchor = readObject(value, 'the anchor')
  const { chainId, genesisHash, genesisTime, mode, election, epochBlocks, firstSet, quorumRule } = anchor
  const { trustSeconds, movableClock } = anchor
  if (!isPositive(chainId)) throw new InvalidAnchorError('chainId', 'a positive integer')
  if (!isPositive(epochBlocks)) throw new InvalidAnchorError('epochBlocks', 'a positive integer')
  if (!isPositive(trustSeconds)) throw new InvalidAnchorError('trustSeconds', 'a positive integer')
  if (mode !== 'contract' && mode !== 'header') throw new InvalidAnchorError('mode', '"contract" or "header"')
  if (quorumRule !== 'embedded' && quorumRule !== 'besu') {
    throw new InvalidAnchorError('quorumRule', '"embedded" or "besu"')
  }
  if (movableClock !== undefined && movableClock !== true) {
    throw new InvalidAnchorError('movableClock', 'true or absent')
  }
  return {
    chainId,
    genesisHash: readHash(genesisHash, 'genesisHash'),
    genesisTime: readCount(genesisTime, 'genesisTime'),
    mode,
    election: readAddress(election, 'election'),
    epochBlocks,
    firstSet: parseSet(firstSet, 'firstSet'),
    quorumRule,
    trustSeconds,
    ...(movableClock && { movableClock }),
  }
}

/** Returns the set in the JSON, its members in ascending order; throws on anything else. */
export function parseSet(value: unknown, place: string): ProducerSet {
  const { epoch, seed, validators } = readObject(value, place)
  if (!Number.isSafeInteger(epoch) || (epoch as number) < 0) throw new InvalidAnchorError(place, 'a set with an epoch')
  return {
    epoch: epoch as number,
    seed: readHash(seed, 'seed'),
    validators: sortAddresses(readList(validators, 'validators', 1_000).map((item) => readAddress(item, place))),
  }
}

function isPositive(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0
}

export class InvalidAnchorError extends BaseError {
  override readonly name = 'Light.InvalidAnchorError'
  constructor(place: string, expected: string) {
    super(`Expected "${place}" of the trust anchor to be ${expected}.`)
  }
}
