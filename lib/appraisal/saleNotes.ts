import type { ChainContext } from '../chain/ChainAccount.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { formatRawCid, parseRawCid } from '../crypto/rawCid.ts'
import { type AccountNote, readNotes, sendNote } from './accountNote.ts'
import { otherSide } from './otherSide.ts'
import type { VehicleSale } from './vehicleSale.ts'

/*
 * The contract takes messages with bids, and bids while the offer is open. What seller and buyer have to say to each other
 * after the payment travels with notes from one to the other.
 */
export type SaleNote = Pick<AccountNote, 'from' | 'transaction'> & {
  /** Where the sealed words lie. */
  cid: string
}

type Parties = Pick<VehicleSale, 'id' | 'terms' | 'status'>

/** Returns what seller and buyer have sent each other about a sale since the payment, oldest first. */
export async function readSaleNotes(client: NodeClient, { id, terms, status }: Parties): Promise<SaleNote[]> {
  const { buyer } = status
  if (!buyer) return []
  const ways = [
    { from: [terms.seller], to: buyer },
    { from: [buyer], to: terms.seller },
  ]
  const found = await Promise.all(ways.map((way) => readNotes(client, { ...way, kind: 'saleMessage', about: id })))
  return found
    .flat()
    .filter(({ payload }) => payload.length === 32)
    .toSorted((a, b) => Number(a.blockNumber - b.blockNumber))
    .map(({ from, transaction, payload }) => ({ from, transaction, cid: formatRawCid(payload) }))
}

/** Sends the other side word of where sealed words lie. */
export async function sendSaleNote(context: ChainContext, sale: Parties, cid: string): Promise<void> {
  const to = otherSide(sale, context.account.address)
  if (to) await sendNote(context, { to, kind: 'saleMessage', about: sale.id, payload: parseRawCid(cid) })
}
