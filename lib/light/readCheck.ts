import { type Address, decodeHex, type Hex } from '../bytes/hex.ts'
import { decodeHeader } from '../chain/encodeHeader.ts'
import { decodeExtraData } from '../chain/extraData.ts'
import type { Header } from '../chain/Header.ts'
import { parseHeader } from '../chain/parseHeader.ts'
import { besuQuorum } from '../chain/quorum.ts'
import { BaseError } from '../errors.ts'
import { readAddress, readBytes, readHash, readList, readObject } from './answers.ts'

/** What a person can have checked by hand. */
export type Check =
  | {
      kind: 'header'
      header: Header
      claimedHash: Hex | undefined
      validators: readonly Address[]
      quorum: number
      mode: 'contract' | 'header'
    }
  | { kind: 'state'; stateRoot: Hex; address: Address; proof: Readonly<Record<string, unknown>> }
  | { kind: 'receipts'; receiptsRoot: Hex; number: number; receipts: readonly unknown[] }
  | { kind: 'path'; root: Hex; index: number; nodes: readonly Hex[] }

type Members = Readonly<Record<string, unknown>>

const maxText = 2_000_000

/**
 * Returns what a pasted text asks to be checked: a header (JSON or RLP) with its validators, an eth_getProof result with
 * its state root, the receipts of a block with their root, or a way in the trie of receipts or transactions.
 */
export function readCheck(text: string): Check {
  if (text.length > maxText) throw new UnknownCheckError(`${text.length} characters`)
  const value = parse(text.trim())
  if (typeof value === 'string') return readHeaderCheck({ header: value })
  const members = readObject(value, 'the text')
  if (members.accountProof !== undefined) throw new UnknownCheckError('a proof without its state root')
  if (members.receipts !== undefined) return readReceipts(members)
  if (members.index !== undefined) return readPath(members)
  if (members.proof !== undefined) return readState(members)
  if (members.header !== undefined) return readHeaderCheck(members)
  if (members.stateRoot !== undefined) return readHeaderCheck({ header: members })
  throw new UnknownCheckError(`an object of ${Object.keys(members).slice(0, 5).join(', ') || 'nothing'}`)
}

function parse(text: string): unknown {
  if (/^0x[0-9a-fA-F]*$/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    throw new UnknownCheckError(text === '' ? 'nothing' : `"${text.slice(0, 40)}"`)
  }
}

function readHeaderCheck({ header: source, validators, quorum, mode }: Members): Check {
  const header = typeof source === 'string' ? decodeHeader(decodeHex(source)) : parseHeader(source)
  const inHeader = decodeExtraData(header.extraData).validators
  if (validators === undefined && inHeader.length === 0) throw new NoValidatorsError()
  const set = validators === undefined ? inHeader : readValidators(validators)
  const hash = typeof source === 'object' ? (source as Members).hash : undefined
  if (quorum !== undefined && !Number.isSafeInteger(quorum))
    throw new UnknownCheckError(`a quorum of ${String(quorum)}`)
  return {
    kind: 'header',
    header,
    claimedHash: hash === undefined || hash === null ? undefined : readHash(hash, 'hash'),
    validators: set,
    quorum: (quorum as number | undefined) ?? besuQuorum(set.length),
    mode: mode === 'contract' || mode === 'header' ? mode : inHeader.length > 0 ? 'header' : 'contract',
  }
}

function readValidators(value: unknown): Address[] {
  return readList(value, 'validators', 1_000).map((item) => readAddress(item, 'a validator'))
}

function readState({ stateRoot, address, proof }: Members): Check {
  const claim = readObject(proof, 'the proof')
  return {
    kind: 'state',
    stateRoot: readHash(stateRoot, 'stateRoot'),
    address: readAddress(address ?? claim.address, 'address'),
    proof: claim,
  }
}

function readReceipts({ receiptsRoot, receipts }: Members): Check {
  const list = readList(receipts, 'receipts')
  const { blockNumber } = (list[0] ?? {}) as { blockNumber?: unknown }
  const number = typeof blockNumber === 'string' ? Number(blockNumber) : 0
  return { kind: 'receipts', receiptsRoot: readHash(receiptsRoot, 'receiptsRoot'), number, receipts: list }
}

function readPath({ root, receiptsRoot, transactionsRoot, index, proof }: Members): Check {
  if (!Number.isSafeInteger(index) || (index as number) < 0) throw new UnknownCheckError(`an index of ${String(index)}`)
  return {
    kind: 'path',
    root: readHash(root ?? receiptsRoot ?? transactionsRoot, 'root'),
    index: index as number,
    nodes: readList(proof, 'proof', 65).map((node) => readBytes(node, 'a node')),
  }
}

export class UnknownCheckError extends BaseError {
  override readonly name = 'Light.UnknownCheckError'
  constructor(found: string) {
    super(
      `Expected a header, {header, validators, quorum}, {stateRoot, proof}, {receiptsRoot, receipts} or {root, index, proof}, found ${found}.`,
    )
  }
}

export class NoValidatorsError extends BaseError {
  override readonly name = 'Light.NoValidatorsError'
  constructor() {
    super(
      'Expected {header, validators}: this header names no validators itself, so it has to be told who was to seal it.',
    )
  }
}
