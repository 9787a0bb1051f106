import { getAddress, isAddressEqual, parseEventLogs } from 'viem'
import { getLogs, getTransaction } from 'viem/actions'
import type { Address, Hex } from '../bytes/hex.ts'
import type { ChainContext } from '../chain/ChainAccount.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { encodeNote, type NoteData, type NoteKind, parseNote } from '../chain/noteData.ts'
import { sendContractCall } from '../chain/sendContractCall.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { fiatTokenAbi } from '../contracts/FiatToken.ts'

/*
 * Notes are transfers of nothing (lib/chain/noteData.ts). The event of the transfer makes a note findable by sender and
 * recipient; the transaction, which its sender signed, holds it. Notes are public: what only two may read is sealed, and
 * the note carries where it lies.
 */
export type AccountNote = NoteData & { from: Address; transaction: Hex; blockNumber: bigint }

const token = { address: systemContracts.qdd, abi: fiatTokenAbi } as const
const transferEvent = fiatTokenAbi.find((item) => item.type === 'event' && item.name === 'Transfer')!
/** Whoever writes more than that to somebody is not read further back. */
const mostNotes = 200

export const aboutNothing: Hex = `0x${'00'.repeat(32)}`

/** Returns what a note says when it is about a number, such as that of a car. */
export function aboutNumber(number: bigint): Hex {
  return `0x${number.toString(16).padStart(64, '0')}`
}

/** Sends a note. It is a transaction that moves nothing. */
export async function sendNote(context: ChainContext, { to, kind, about, payload }: NoteData): Promise<void> {
  const note = encodeNote({ kind, about, payload })
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
