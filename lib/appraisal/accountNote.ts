import { concatHex, decodeFunctionData, getAddress, isAddressEqual, parseEventLogs } from 'viem'
import { getLogs, getTransaction } from 'viem/actions'
import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import type { ChainContext } from '../chain/ChainAccount.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { sendContractCall } from '../chain/sendContractCall.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { fiatTokenAbi } from '../contracts/FiatToken.ts'

/*
 * A note from one account to another, or to itself, where no contract has a place for it: a transfer of nothing, of QDD,
 * with the note behind the arguments, which the token does not look at:
 *
 *   transfer(to, 0) | "QNT1" | kind (1) | about (32) | payload
 *
 * Its event makes it findable by sender and recipient; the transaction, which its sender signed, holds it. Notes are
 * public: what only two may read is sealed, and the note carries where it lies.
 */
export const noteKinds = ['readingKey', 'recordKeys', 'saleMessage', 'place'] as const
export type NoteKind = (typeof noteKinds)[number]

export type AccountNote = {
  kind: NoteKind
  from: Address
  to: Address
  /** The sale, car or other thing that it is about; zero where it is about nothing. */
  about: Hex
  payload: Uint8Array
  transaction: Hex
  blockNumber: bigint
}

const token = { address: systemContracts.qdd, abi: fiatTokenAbi } as const
const magic = '0x514e5431'
const transferSelector = '0xa9059cbb'
const argumentBytes = 4 + 2 * 32
const headBytes = argumentBytes + 4 + 1 + 32
const transferEvent = fiatTokenAbi.find((item) => item.type === 'event' && item.name === 'Transfer')!
/** Whoever writes more than that to somebody is not read further back. */
const mostNotes = 200

export const aboutNothing: Hex = `0x${'00'.repeat(32)}`

/** Returns what a note says when it is about a number, such as that of a car. */
export function aboutNumber(number: bigint): Hex {
  return `0x${number.toString(16).padStart(64, '0')}`
}

/** Sends a note. It is a transaction that moves nothing. */
export async function sendNote(
  context: ChainContext,
  { to, kind, about, payload }: Pick<AccountNote, 'to' | 'kind' | 'about' | 'payload'>,
): Promise<void> {
  const note = concatHex([magic, encodeHex(Uint8Array.of(noteKinds.indexOf(kind))), about, encodeHex(payload)])
  await sendContractCall(context, { ...token, functionName: 'transfer', args: [to, 0n], note })
}

type Wanted = { from: readonly Address[]; to: Address; kind: NoteKind; about?: Hex }

/** Returns the notes of a kind from some accounts to another, oldest first. What `client` proves of them is proved. */
export async function readNotes(client: NodeClient, { from, to, kind, about }: Wanted): Promise<AccountNote[]> {
  const found = await getLogs(client, {
    address: token.address,
    event: transferEvent as never,
    args: { from, to } as never,
    fromBlock: 0n,
  })
  const transfers = parseEventLogs({ abi: fiatTokenAbi, eventName: 'Transfer', logs: found as never })
  const hashes = [...new Set(transfers.filter(({ args }) => args.value === 0n).map((log) => log.transactionHash))]
  const notes = await Promise.all(hashes.slice(-mostNotes).map((hash) => readNote(client, hash)))
  return notes.filter(
    (note): note is AccountNote =>
      note !== undefined &&
      note.kind === kind &&
      from.some((sender) => isAddressEqual(note.from, sender)) &&
      isAddressEqual(note.to, to) &&
      (about === undefined || note.about === about),
  )
}

async function readNote(client: NodeClient, hash: Hex): Promise<AccountNote | undefined> {
  const { from, to: contract, input, blockNumber } = await getTransaction(client, { hash })
  const note = contract?.toLowerCase() === token.address ? parseNote(input) : undefined
  return note && { ...note, from: getAddress(from), transaction: hash, blockNumber: blockNumber ?? 0n }
}

/** Returns the note in the data of a transfer, or undefined where there is none of a known kind. */
export function parseNote(data: Hex): Pick<AccountNote, 'kind' | 'to' | 'about' | 'payload'> | undefined {
  const bytes = decodeHex(data)
  const isNote = bytes.length >= headBytes && encodeHex(bytes.subarray(argumentBytes, argumentBytes + 4)) === magic
  const kind = isNote ? noteKinds[bytes[argumentBytes + 4]!] : undefined
  if (!kind || !data.startsWith(transferSelector)) return undefined
  const { args } = decodeFunctionData({ abi: fiatTokenAbi, data })
  const [to, value] = args as readonly [Address, bigint]
  if (value !== 0n) return undefined
  const about = encodeHex(bytes.subarray(argumentBytes + 5, headBytes))
  return { kind, to, about, payload: bytes.subarray(headBytes) }
}
