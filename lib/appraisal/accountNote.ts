import { getAddress, isAddressEqual, parseEventLogs } from 'viem'
import { getLogs, getTransaction } from 'viem/actions'
import type { Address, Hex } from '../bytes/hex.ts'
import type { ChainContext } from '../chain/ChainAccount.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { encodeNote, type NoteData, type NoteKind, parseNote } from '../chain/noteData.ts'
import { type BlockRange, readBack } from '../chain/readBack.ts'
import { sendContractCall } from '../chain/sendContractCall.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { fiatTokenAbi } from '../contracts/FiatToken.ts'
import { BaseError } from '../errors.ts'

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
const mostBlocks = 8_192
const blocksAtOnce = 8
const readsAtOnce = 50

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

type Wanted = {
  from: readonly Address[]
  to: Address
  kind: NoteKind
  about?: Hex
  /** How many blocks with transfers of nothing are looked into. */
  blocks?: number
}

/**
 * Returns the notes of a kind from some accounts to another, oldest first. What `client` proves of them is proved.
 * Anybody can make a transfer of nothing in the name of another, so only what the sender signed is counted.
 */
export async function readNotes(client: NodeClient, wanted: Wanted): Promise<AccountNote[]> {
  const notes: AccountNote[] = []
  let blocksLeft = wanted.blocks ?? mostBlocks
  for await (const places of readBack(client, (range) => findPlaces(client, wanted, range))) {
    for (let i = 0; i < places.length; i += blocksAtOnce) {
      const part = places.slice(i, i + Math.min(blocksAtOnce, blocksLeft))
      const found = await Promise.all(part.map((block) => readBlockNotes(client, block, wanted)))
      notes.push(...found.flat())
      blocksLeft -= part.length
      if (notes.length >= mostNotes) return notes.slice(0, mostNotes).reverse()
      if (blocksLeft > 0 || i + part.length === places.length) continue
      if (notes.length === 0) throw new NotesOutOfReachError(wanted.blocks ?? mostBlocks)
      return notes.reverse()
    }
  }
  return notes.reverse()
}

type Place = { blockNumber: bigint; indexes: readonly number[] }

/** Where transfers of nothing stand between the accounts, the newest block first. */
async function findPlaces(client: NodeClient, { from, to }: Wanted, range: BlockRange): Promise<Place[]> {
  const args = { from, to } as never
  const found = await getLogs(client, { address: token.address, event: transferEvent as never, args, ...range })
  const transfers = parseEventLogs({ abi: fiatTokenAbi, eventName: 'Transfer', logs: found as never })
  const places = new Map<bigint, Set<number>>()
  for (const { args, blockNumber, transactionIndex } of transfers) {
    if (args.value !== 0n) continue
    places.set(blockNumber, (places.get(blockNumber) ?? new Set()).add(transactionIndex))
  }
  return [...places]
    .map(([blockNumber, indexes]) => ({ blockNumber, indexes: [...indexes] }))
    .sort((a, b) => Number(b.blockNumber - a.blockNumber))
}

/** The notes of a block, the newest first. By its place a transaction is found in a block that was fetched already. */
async function readBlockNotes(client: NodeClient, { blockNumber, indexes }: Place, wanted: Wanted) {
  const notes: AccountNote[] = []
  const newest = indexes.toSorted((a, b) => b - a)
  for (let i = 0; i < newest.length; i += readsAtOnce) {
    const part = newest.slice(i, i + readsAtOnce)
    const read = await Promise.all(part.map((index) => readNote(client, { blockNumber, index })))
    notes.push(...read.filter((note) => note !== undefined).filter((note) => isWanted(note, wanted)))
  }
  return notes
}

function isWanted(note: AccountNote, { from, to, kind, about }: Wanted): boolean {
  return (
    note.kind === kind &&
    from.some((sender) => isAddressEqual(note.from, sender)) &&
    isAddressEqual(note.to, to) &&
    (about === undefined || note.about === about)
  )
}

async function readNote(
  client: NodeClient,
  place: { blockNumber: bigint; index: number },
): Promise<AccountNote | undefined> {
  const { from, to: contract, input, hash, blockNumber } = await getTransaction(client, place)
  const note = contract?.toLowerCase() === token.address ? parseNote(input) : undefined
  return note && { ...note, from: getAddress(from), transaction: hash, blockNumber: blockNumber ?? 0n }
}

export class NotesOutOfReachError extends BaseError {
  override readonly name = 'Appraisal.NotesOutOfReachError'
  constructor(blocks: number) {
    super(
      `Expected a note within the newest ${blocks} blocks with transfers of nothing, found none there and more of them.`,
    )
  }
}
