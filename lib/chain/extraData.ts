import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import { decodeRlp, decodeScalar, encodeRlp, encodeScalar, type Rlp } from './rlp.ts'

/*
 * The extraData of a QBFT header: RLP [vanity, validators, vote, round, seals]. Besu reads it leniently at the end;
 * this reader wants exactly five items in their one canonical form, so that a header has one encoding.
 */
export type ExtraData = {
  /** 32 bytes that the producer chooses. */
  vanity: Hex
  /** Empty where a contract elects the validators. */
  validators: readonly Address[]
  vote: Vote | undefined
  round: number
  /** Each r, s and v (0 or 1): 65 bytes. */
  seals: readonly Hex[]
}
export type Vote = { recipient: Address; action: 'add' | 'drop' }

export const emptyVanity: Hex = `0x${'00'.repeat(32)}`

/** Returns the extraData bytes of a QBFT header. */
export function encodeExtraData({ vanity, validators, vote, round, seals }: ExtraData): Hex {
  if (!Number.isInteger(round) || round < 0 || round > maxRound) throw new ExtraDataError(`round ${round}`)
  return encodeHex(
    encodeRlp([
      bytesOf(decodeHex(vanity), 32, 'vanity'),
      validators.map((address) => bytesOf(decodeHex(address), 20, 'a validator')),
      vote ? [bytesOf(decodeHex(vote.recipient), 20, 'a vote'), voteCodes[vote.action]] : [],
      encodeScalar(round),
      seals.map((seal) => decodeSealBytes(decodeHex(seal))),
    ]),
  )
}

/** Returns what the extraData of a QBFT header says; throws on anything but its canonical form. */
export function decodeExtraData(extraData: Hex): ExtraData {
  const items = listOf(decodeCanonical(extraData), 'extraData')
  if (items.length !== 5) throw new ExtraDataError(`${items.length} items`)
  return {
    vanity: encodeHex(bytesOf(items[0], 32, 'vanity')),
    validators: listOf(items[1], 'validators').map((item) => encodeHex(bytesOf(item, 20, 'a validator'))),
    vote: decodeVote(listOf(items[2], 'vote')),
    round: decodeRound(items[3]),
    seals: listOf(items[4], 'seals').map((item) => encodeHex(decodeSealBytes(item))),
  }
}

function decodeCanonical(extraData: Hex): Rlp {
  try {
    return decodeRlp(decodeHex(extraData))
  } catch (cause) {
    throw new ExtraDataError('something else', { cause, details: (cause as Error).message })
  }
}

function decodeVote(items: readonly Rlp[]): Vote | undefined {
  if (items.length === 0) return undefined
  if (items.length !== 2) throw new ExtraDataError(`a vote of ${items.length} items`)
  const recipient = encodeHex(bytesOf(items[0], 20, 'a vote'))
  const code = items[1]
  if (code instanceof Uint8Array && code.length === 0) return { recipient, action: 'drop' }
  if (code instanceof Uint8Array && code.length === 1 && code[0] === 0xff) return { recipient, action: 'add' }
  throw new ExtraDataError('a vote that neither adds nor drops')
}

function decodeRound(item: Rlp | undefined): number {
  if (!(item instanceof Uint8Array) || item.length > 4 || item[0] === 0) {
    throw new ExtraDataError('a round that is no minimal integer')
  }
  const round = Number(decodeScalar(item))
  if (round > maxRound) throw new ExtraDataError(`round ${round}`)
  return round
}

function decodeSealBytes(item: Rlp | undefined): Uint8Array {
  const bytes = bytesOf(item, 65, 'a seal')
  if (bytes[64]! > 1) throw new ExtraDataError(`a seal with recovery id ${bytes[64]}`)
  return bytes
}

function bytesOf(item: Rlp | undefined, length: number, what: string): Uint8Array {
  if (!(item instanceof Uint8Array)) throw new ExtraDataError(`${what} that is a list`)
  if (item.length !== length) throw new ExtraDataError(`${what} of ${item.length} bytes instead of ${length}`)
  return item
}

function listOf(item: Rlp | undefined, what: string): readonly Rlp[] {
  if (item === undefined || item instanceof Uint8Array) throw new ExtraDataError(`${what} that is no list`)
  return item
}

const maxRound = 2 ** 31 - 1
const voteCodes = { add: Uint8Array.of(0xff), drop: new Uint8Array() }

export class ExtraDataError extends BaseError {
  override readonly name = 'Chain.ExtraDataError'
  constructor(found: string, options: { cause?: unknown; details?: string } = {}) {
    super(`Expected QBFT extraData, RLP [vanity, validators, vote, round, seals], found ${found}.`, options)
  }
}
