import { concatHex, decodeFunctionData, encodeFunctionData, erc20Abi } from 'viem'
import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'

/*
 * A note from one account to another, or to itself, where no contract has a place for it: a transfer of nothing, of QDD,
 * with the note behind the arguments, which the token does not look at:
 *
 *   transfer(to, 0) | "QNT1" | kind (1) | about (32) | payload
 */
export const noteKinds = ['readingKey', 'recordKeys', 'saleMessage', 'place'] as const
export type NoteKind = (typeof noteKinds)[number]

export type NoteData = {
  kind: NoteKind
  to: Address
  /** The sale, car or other thing that it is about; zero where it is about nothing. */
  about: Hex
  payload: Uint8Array
}

const magic = '0x514e5431'
const argumentBytes = 4 + 2 * 32
const headBytes = argumentBytes + 4 + 1 + 32

/** Returns what stands behind the arguments of the transfer. */
export function encodeNote({ kind, about, payload }: Omit<NoteData, 'to'>): Hex {
  return concatHex([magic, encodeHex(Uint8Array.of(noteKinds.indexOf(kind))), about, encodeHex(payload)])
}

/** Returns the note in the data of a transfer, or undefined where there is none of a known kind. */
export function parseNote(data: Hex): NoteData | undefined {
  const bytes = decodeHex(data)
  const isNote = bytes.length >= headBytes && encodeHex(bytes.subarray(argumentBytes, argumentBytes + 4)) === magic
  const kind = isNote ? noteKinds[bytes[argumentBytes + 4]!] : undefined
  const to = kind && readRecipient(encodeHex(bytes.subarray(0, argumentBytes)))
  if (!kind || !to) return undefined
  const about = encodeHex(bytes.subarray(argumentBytes + 5, headBytes))
  return { kind, to, about, payload: bytes.subarray(headBytes) }
}

/** To whom a transfer goes that moves nothing; of anything else, nobody. */
function readRecipient(call: Hex): Address | undefined {
  if (!call.startsWith('0xa9059cbb')) return undefined
  const { args } = decodeFunctionData({ abi: erc20Abi, data: call })
  const [to] = args as readonly [Address, bigint]
  const nothing = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, 0n] })
  return nothing === call ? to : undefined
}
