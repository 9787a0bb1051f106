import { openMessage, readMessageHead, type SaleMessage, talkPoint } from '../../lib/appraisal/saleMessage.ts'
import type { SaleNote } from '../../lib/appraisal/saleNotes.ts'
import type { VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { fetchBlock } from '../../lib/ipfs/fetchBlock.ts'
import type { StorageNode } from '../../lib/ipfs/StorageNode.ts'

/** One thing that was said about a sale: a bid, words, or both. */
export type TalkEntry = {
  from: Address
  /** Absent for words without a bid. */
  price: bigint | undefined
  transaction: Hex
  cid: string
  /** Said after the payment, between seller and buyer. */
  isLater: boolean
  /** The sender's point, which an answer is sealed to. */
  point?: Hex
  /** Absent where the words cannot be read here; `why` says why. */
  message?: SaleMessage
  why?: 'sealed' | 'away' | 'invalid'
}
/** What seller and one other have said to each other, oldest first. */
export type TalkThread = { with: Address; point: Hex | undefined; entries: TalkEntry[] }

type Bid = { bidder: Address; price: bigint; messageCid: string }
type Said = Pick<TalkEntry, 'from' | 'price' | 'transaction' | 'cid' | 'isLater'>
type Input = {
  nodes: readonly StorageNode[]
  secret: Uint8Array | undefined
  /** What seller and buyer have sent each other since the payment. */
  notes?: readonly SaleNote[]
  signal?: AbortSignal
}

/** Returns what was said about a sale, in a thread for each who may buy; opened as far as `secret` opens it. */
export async function readTalk({ id, terms, events }: VehicleSale, input: Input): Promise<TalkThread[]> {
  const bids = events
    .filter(({ name }) => name === 'Bid')
    .map(({ args, transaction }): Said => {
      const { bidder: from, price, messageCid: cid } = args as unknown as Bid
      return { from, price: price === 0n ? undefined : price, transaction, cid, isLater: false }
    })
  const later = (input.notes ?? []).map((note): Said => ({ ...note, price: undefined, isLater: true }))
  const read = await Promise.all([...bids, ...later].map((said) => readEntry(said, { id, ...input })))
  const threads = new Map<string, TalkThread>()
  const holders = new Map<Hex, Address>()
  const seller = terms.seller.toLowerCase()
  for (const { entry, head } of read) {
    const isSeller = entry.from.toLowerCase() === seller
    const other = isSeller ? head && holders.get(head.to) : entry.from
    if (!other) continue
    // Who sends on another's words does not get the answers to them.
    const isOwn = !isSeller && head && entry.why !== 'invalid'
    if (isOwn) holders.set(head.from, entry.from)
    const thread = threads.get(other) ?? { with: other, point: undefined, entries: [] }
    if (isOwn) thread.point = head.from
    thread.entries.push(entry)
    threads.set(other, thread)
  }
  return [...threads.values()]
}

type Read = { entry: TalkEntry; head: ReturnType<typeof readMessageHead> | undefined }

async function readEntry(entry: Said, { id, nodes, secret, signal }: Input & { id: Hex }): Promise<Read> {
  const { cid } = entry
  if (cid === '') return { entry, head: undefined }
  const block = await fetchBlock({ cid, nodes, signal }).catch(() => {
    signal?.throwIfAborted()
    return undefined
  })
  if (!block) return { entry: { ...entry, why: 'away' }, head: undefined }
  try {
    const head = readMessageHead(block)
    const known = { ...entry, point: head.from }
    const mine = secret && talkPoint(secret)
    if (!secret || (mine !== head.from && mine !== head.to)) {
      return { entry: { ...known, why: 'sealed' }, head }
    }
    // What is addressed here and does not open was not sealed by whom it names.
    const message = await openMessage(block, { secret, sale: id })
    const isTrue = message.from === entry.from.toLowerCase()
    return { entry: isTrue ? { ...known, message } : { ...entry, why: 'invalid' }, head }
  } catch {
    return { entry: { ...entry, why: 'invalid' }, head: undefined }
  }
}
