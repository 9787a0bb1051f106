import { type SaleMessage, sealMessage } from '../../lib/appraisal/saleMessage.ts'
import { bidOnSale, type VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import type { Hex } from '../../lib/bytes/hex.ts'
import type { Desk } from './describeCar.ts'

type Words = Pick<SaleMessage, 'text' | 'slot' | 'accepts'>
/** What is said to whom: `to` is the other side's point. */
export type Saying = { to: string; secret: Uint8Array; words: Words }

/** Seals and stores words where there are any, and sends them with a bid; a price of zero is none. */
export async function sendMessage(
  { context, keeper }: Desk,
  { id, terms }: VehicleSale,
  { price, say }: { price: bigint; say: Saying | undefined },
): Promise<void> {
  if (!say) {
    await bidOnSale(context, terms, price)
    return
  }
  const { to, secret, words } = say
  const message: SaleMessage = {
    format: 'qoodblock.sale-message',
    version: 1,
    sale: id,
    from: context.account.address.toLowerCase(),
    at: Math.floor(Date.now() / 1_000),
    ...words,
  }
  const block = await sealMessage(message, { secret, to: to as Hex })
  await bidOnSale(context, terms, price, await keeper.keep(block, 'Message about a sale'))
}
