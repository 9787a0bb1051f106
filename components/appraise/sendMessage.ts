import { type SaleMessage, sealMessage } from '../../lib/appraisal/saleMessage.ts'
import { sendSaleNote } from '../../lib/appraisal/saleNotes.ts'
import { bidOnSale, type VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import type { Hex } from '../../lib/bytes/hex.ts'
import type { Desk } from './describeCar.ts'

type Words = Pick<SaleMessage, 'text' | 'slot' | 'accepts'>
/** What is said to whom: `to` is the other side's point. */
export type Saying = { to: string; secret: Uint8Array; words: Words }

/**
 * Seals and stores words where there are any, and sends them: with a bid while the offer is open (a price of zero is
 * none), with a note to the other side after the payment.
 */
export async function sendMessage(
  { context, keeper }: Desk,
  sale: VehicleSale,
  { price, say }: { price: bigint; say: Saying | undefined },
): Promise<void> {
  const { id, terms, status } = sale
  const cid = say && (await keeper.keep(await sealWords(id, context.account.address, say), 'Message about a sale'))
  if (status.state === 'open') await bidOnSale(context, terms, price, cid)
  else if (cid) await sendSaleNote(context, sale, cid)
}

function sealWords(sale: Hex, from: string, { to, secret, words }: Saying): Promise<Uint8Array<ArrayBuffer>> {
  const message: SaleMessage = {
    format: 'qoodblock.sale-message',
    version: 1,
    sale,
    from: from.toLowerCase(),
    at: Math.floor(Date.now() / 1_000),
    ...words,
  }
  return sealMessage(message, { secret, to: to as Hex })
}
