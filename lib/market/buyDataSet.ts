import type { Hex } from '../bytes/hex.ts'
import type { CheckJob, OpenJob } from '../crypto/openChunk.ts'
import type { GetBlock } from '../crypto/openData.ts'
import { BaseError } from '../errors.ts'
import { checkCiphertext } from './checkCiphertext.ts'
import { createOrder, type Wish } from './createOrder.ts'
import { rootsOf } from './description.ts'
import { disputeDelivery } from './dispute.ts'
import { fetchDescription } from './fetchDescription.ts'
import { openPurchase } from './openPurchase.ts'
import { placeOrder, readPrice } from './placeOrder.ts'
import { readListing } from './readListing.ts'
import type { MarketContext } from './sendCall.ts'
import { waitForOrder } from './waitForOrder.ts'

type Input = {
  listing: Hex
  /** The buyer's data seed: it alone opens the purchase again. */
  seed: Uint8Array
  getBlock: GetBlock
  checkChunk(job: CheckJob, signal?: AbortSignal): Promise<void>
  openChunk(job: OpenJob, signal?: AbortSignal): Promise<Uint8Array>
  onChunk?(plain: Uint8Array, index: number): void | Promise<void>
  signal?: AbortSignal
} & Partial<Pick<Wish, 'range' | 'samples' | 'stages'>>

/**
 * The whole purchase: checks the listing and the ciphertext, pays into escrow, waits for the keys, opens every chunk. A cheat
 * is disputed on the spot: then the money is back, and the error says so.
 */
export async function buyDataSet(context: MarketContext, input: Input) {
  const { client, account } = context
  const { listing: id, seed, getBlock, checkChunk, openChunk, onChunk, signal, range, samples, stages } = input
  const stop = signal ? { signal } : {}
  const listing = await readListing(client, id)
  if (!listing?.isOpen) throw new NotForSaleError(id)
  const { terms, content } = listing
  const description = await fetchDescription(listing, getBlock, signal)
  await checkCiphertext({ description, getBlock, checkChunk, ...(range && { range }), ...stop })
  const parts = { ...(range && { range }), ...(samples && { samples }), ...(stages && { stages }) }
  const wish = { listing: id, buyer: account.address, price: 0n, ...parts }
  const draft = await createOrder({ wish, chunks: terms.chunks, seed })
  const price = await readPrice(client, terms, draft.order)
  const { order, id: orderId } = await createOrder({ wish: { ...wish, price }, chunks: terms.chunks, seed })
  await placeOrder(context, { terms, order })
  const isOver = ['delivered', 'settled', 'refunded']
  const status = await waitForOrder(client, orderId, { until: ({ state }) => isOver.includes(state), ...stop })
  const opening = {
    client,
    order,
    status,
    description,
    seed,
    getBlock,
    openChunk,
    ...(onChunk && { onChunk }),
    ...stop,
  }
  const opened = await openPurchase(opening)
  const last = opened.at(-1)
  if (last && last.verdict.kind !== 'right') {
    const set = rootsOf(description)
    const transaction = await disputeDelivery(context, {
      ...last,
      verdict: last.verdict,
      terms,
      order,
      content,
      set,
      getBlock,
    })
    throw new CheatedError(orderId, last.verdict.kind, transaction)
  }
  return { orderId, order, terms, description }
}

export class NotForSaleError extends BaseError {
  override readonly name = 'Market.NotForSaleError'
  constructor(id: Hex) {
    super(`Expected an open listing, found ${id} closed or unknown.`)
  }
}

/** The seller cheated, the contract has found it so, and price and bond are back. */
export class CheatedError extends BaseError {
  override readonly name = 'Market.CheatedError'
  constructor(order: Hex, what: string, transaction: Hex) {
    super(`The delivery of order ${order} was wrong (${what}); price and bond were paid back.`, {
      details: transaction,
    })
  }
}
