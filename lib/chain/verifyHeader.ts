import { type Address, decodeHex, type Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import { decodeExtraData, type ExtraData } from './extraData.ts'
import type { Header } from './Header.ts'
import { hashQbftHeader, hashSealDigest } from './hashHeader.ts'
import { type Recover, recoverSealer, recoverWithNoble } from './recoverSealers.ts'
import { sortAddresses } from './setCommitment.ts'

/*
 * The rules that make a QBFT header final, those of Besu's QbftBlockHeaderValidationRulesetFactory. A header that passes
 * with the right validators and quorum was sealed by enough of them; nothing else that a server says about it matters.
 */
export type VerifyHeaderOptions = {
  header: Header
  /** The block before, when it is known: number, hash, time and gas limit are then checked against it. */
  parent?: Header | undefined
  validators: readonly Address[]
  quorum: number
  /** Seconds since 1970; when given, a header more than a second ahead of it is refused. */
  now?: number | undefined
  /** Seconds that must lie between parent and header; with blocks of less than a second, 0. */
  periodSeconds?: number | undefined
  /** Where the chain keeps its validators: in a contract (headers name none), or in each header. */
  mode: 'contract' | 'header'
  recover?: Recover | undefined
}

export type VerifiedHeader = { hash: Hex; signers: Address[]; round: number }

/** The mixHash of every QBFT header. */
export const qbftMixHash: Hex = '0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365'

/** Returns hash, signers and round of a final QBFT header; throws the first rule that it breaks. */
export function verifyHeader(options: VerifyHeaderOptions): VerifiedHeader {
  const { header, parent, quorum, mode, now } = options
  const validators = sortAddresses(options.validators)
  checkSet(validators, quorum)
  const extraData = decodeExtraData(header.extraData)
  checkConstants(header)
  if (now !== undefined && header.timestamp > now + 1) {
    throw new TimestampError(`at most ${now + 1}, a second from now`, header)
  }
  if (parent) checkParent(header, parent, options.periodSeconds ?? 0)
  if (mode === 'contract') checkContractMode(extraData)
  else checkHeaderMode(extraData, validators)
  if (!validators.includes(header.miner.toLowerCase() as Address)) throw new ProposerError(header.miner)
  const signers = verifySeals({ header, seals: extraData.seals, validators, quorum, recover: options.recover })
  return { hash: hashQbftHeader(header), signers, round: extraData.round }
}

function checkSet(validators: readonly Address[], quorum: number): void {
  const count = validators.length
  if (new Set(validators).size !== count) throw new ValidatorSetError('a validator twice')
  if (!Number.isInteger(quorum) || quorum < 1 || quorum > count) {
    throw new ValidatorSetError(`a quorum of ${quorum} in a set of ${count}`)
  }
}

function checkConstants(header: Header): void {
  if (header.number < 1) throw new NumberError('at least 1, a block that can be sealed', header)
  if (header.mixHash.toLowerCase() !== qbftMixHash) throw new MixHashError(header.mixHash)
  if (header.difficulty !== 1n) throw new DifficultyError(header.difficulty)
  if (header.gasLimit < minGasLimit || header.gasLimit > maxGasLimit) {
    throw new GasLimitError(`between ${minGasLimit} and ${maxGasLimit}`, header)
  }
  if (header.gasUsed > header.gasLimit) throw new GasUsedError(header)
}

function checkParent(header: Header, parent: Header, periodSeconds: number): void {
  const parentHash = hashQbftHeader(parent)
  if (header.parentHash.toLowerCase() !== parentHash) throw new ParentHashError(parentHash, header.parentHash)
  if (header.number !== parent.number + 1) throw new NumberError(`${parent.number + 1}, one above its parent`, header)
  if (header.timestamp < parent.timestamp + periodSeconds) {
    throw new TimestampError(`at least ${parent.timestamp + periodSeconds}, by its parent`, header)
  }
  const delta = header.gasLimit - parent.gasLimit
  const bound = parent.gasLimit / 1024n
  if (delta >= bound || -delta >= bound) throw new GasLimitError(`within 1/1024 of ${parent.gasLimit}`, header)
}

function checkContractMode({ validators, vote }: ExtraData): void {
  if (validators.length > 0) throw new ValidatorsInHeaderError(validators.length)
  if (vote) throw new VoteInHeaderError(vote.recipient)
}

function checkHeaderMode(extraData: ExtraData, validators: readonly Address[]): void {
  if (extraData.validators.join() !== validators.join())
    throw new HeaderValidatorsError(validators, extraData.validators)
}

type SealOptions = Pick<VerifyHeaderOptions, 'header' | 'validators' | 'quorum' | 'recover'> & { seals: readonly Hex[] }

// Stops at the first seal that is no new member of the set, so it never recovers more than one key above the set's size.
function verifySeals({ header, seals, validators, quorum, recover = recoverWithNoble }: SealOptions): Address[] {
  if (seals.length < quorum) throw new BelowQuorumError(quorum, seals.length)
  const digest = decodeHex(hashSealDigest(header))
  const signers = new Set<Address>()
  for (const seal of seals) {
    const signer = recoverSealer(digest, seal, recover)
    if (!validators.includes(signer)) throw new ForeignSealError(signer)
    if (signers.has(signer)) throw new DuplicateSealError(signer)
    signers.add(signer)
  }
  return [...signers]
}

const minGasLimit = 5000n
const maxGasLimit = 2n ** 63n - 1n

export class ValidatorSetError extends BaseError {
  override readonly name = 'Chain.ValidatorSetError'
  constructor(found: string) {
    super(`Expected distinct validators and a quorum from 1 to their number, found ${found}.`)
  }
}

export class NumberError extends BaseError {
  override readonly name = 'Chain.NumberError'
  constructor(expected: string, { number }: Header) {
    super(`Expected a block number of ${expected}, found ${number}.`)
  }
}

export class ParentHashError extends BaseError {
  override readonly name = 'Chain.ParentHashError'
  constructor(expected: Hex, found: Hex) {
    super(`Expected the parent hash ${expected}, found ${found}.`)
  }
}

export class TimestampError extends BaseError {
  override readonly name = 'Chain.TimestampError'
  constructor(expected: string, { timestamp }: Header) {
    super(`Expected a timestamp of ${expected}, found ${timestamp}.`)
  }
}

export class MixHashError extends BaseError {
  override readonly name = 'Chain.MixHashError'
  constructor(found: Hex) {
    super(`Expected the mixHash of QBFT, ${qbftMixHash}, found ${found}.`)
  }
}

export class DifficultyError extends BaseError {
  override readonly name = 'Chain.DifficultyError'
  constructor(found: bigint) {
    super(`Expected difficulty 1, found ${found}.`)
  }
}

export class GasLimitError extends BaseError {
  override readonly name = 'Chain.GasLimitError'
  constructor(expected: string, { gasLimit }: Header) {
    super(`Expected a gas limit ${expected}, found ${gasLimit}.`)
  }
}

export class GasUsedError extends BaseError {
  override readonly name = 'Chain.GasUsedError'
  constructor({ gasUsed, gasLimit }: Header) {
    super(`Expected at most ${gasLimit} gas used, the gas limit, found ${gasUsed}.`)
  }
}

export class ValidatorsInHeaderError extends BaseError {
  override readonly name = 'Chain.ValidatorsInHeaderError'
  constructor(count: number) {
    super(`Expected no validators in the header, since a contract elects them, found ${count}.`)
  }
}

export class VoteInHeaderError extends BaseError {
  override readonly name = 'Chain.VoteInHeaderError'
  constructor(recipient: Address) {
    super(`Expected no vote in the header, since a contract elects the validators, found one on ${recipient}.`)
  }
}

export class HeaderValidatorsError extends BaseError {
  override readonly name = 'Chain.HeaderValidatorsError'
  constructor(expected: readonly Address[], found: readonly Address[]) {
    super(`Expected the header to name ${expected.join(', ')} in this order, found ${found.join(', ') || 'none'}.`)
  }
}

export class ProposerError extends BaseError {
  override readonly name = 'Chain.ProposerError'
  constructor(miner: Address) {
    super(`Expected a block proposed by a validator, found ${miner}.`)
  }
}

export class BelowQuorumError extends BaseError {
  override readonly name = 'Chain.BelowQuorumError'
  constructor(quorum: number, found: number) {
    super(`Expected at least ${quorum} seals, found ${found}.`)
  }
}

export class ForeignSealError extends BaseError {
  override readonly name = 'Chain.ForeignSealError'
  constructor(signer: Address) {
    super(`Expected seals of validators over this header, found one that recovers to ${signer}.`)
  }
}

export class DuplicateSealError extends BaseError {
  override readonly name = 'Chain.DuplicateSealError'
  constructor(signer: Address) {
    super(`Expected one seal of each validator, found two of ${signer}.`)
  }
}
