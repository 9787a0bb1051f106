import { decodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { deriveDataSetKey } from '../../lib/crypto/deriveDataSetKey.ts'
import type { GetBlock } from '../../lib/crypto/openData.ts'
import { deliverOrder } from '../../lib/market/deliverOrder.ts'
import { drawSamples, fireOrder, settleOrder } from '../../lib/market/endOrder.ts'
import type { MarketApi } from '../../lib/market/marketApi.ts'
import { readPurchase } from '../../lib/market/readPurchase.ts'
import type { MarketActor } from '../market/createMarketActor.ts'

type Input = { actor: MarketActor; id: Hex; api: MarketApi | undefined; getBlock: GetBlock }

/** Takes the next step of an order as its seller, with the keys that derive from the seller's own seed. */
export async function serveOrder({ actor, id, api, getBlock }: Input): Promise<void> {
  const context = await actor.context()
  const purchase = await readPurchase({ client: context.client, api, id, getBlock })
  if (!purchase) return
  const { status, description } = purchase
  switch (status.state) {
    case 'waiting':
      await fireOrder(context, purchase)
      return
    case 'drawing':
      await drawSamples(context, purchase)
      return
    case 'paid': {
      const { dataClass, privacy } = description
      const root = await deriveDataSetKey({
        seed: await actor.seed(),
        id: decodeHex(description.id),
        dataClass,
        privacy,
      })
      await deliverOrder(context, { ...purchase, root })
      return
    }
    case 'delivered':
      await settleOrder(context, purchase)
  }
}
