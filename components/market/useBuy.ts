'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import type { NodeClient } from '../../lib/chain/createNodeClient.ts'
import type { CheckedListing } from '../../lib/market/checkOpenedRow.ts'
import type { Wish } from '../../lib/market/createOrder.ts'
import type { Order } from '../../lib/market/Order.ts'
import type { MadePurchase } from '../../lib/market/purchaseLog.ts'
import { useChain } from '../providers/ChainProvider.tsx'
import { useTask } from '../wallet/useTask.ts'
import type { Choice, EventWish } from './buyChoice.ts'
import { useMarket } from './MarketProvider.tsx'
import { purchaseLog } from './purchaseLog.ts'

/** Returns how to buy: check the ciphertext, sign, pay. From then on the order's own page goes on, reloaded or not. */
export function useBuy({ listing, description }: CheckedListing) {
  const market = useMarket()
  const router = useRouter()
  const chain = useChain()
  const task = useTask()
  const [step, setStep] = useState<'checking' | 'signing' | 'paying'>()
  const [checked, setChecked] = useState<number>()
  // What was made once is sent again as it is: an order is taken once, so that whoever tries again never pays twice.
  const made = useRef<{ wanted: string; order: Order; id: Hex }>(undefined)

  const start = (choice: Choice, buyer: Address) =>
    task.run(async () => {
      try {
        setStep('checking')
        setChecked(undefined)
        const [{ checkCiphertext }, { createOrder }, { placeOrder, readPrice }, { readOrderStatus }, log, actor] =
          await Promise.all([
            import('../../lib/market/checkCiphertext.ts'),
            import('../../lib/market/createOrder.ts'),
            import('../../lib/market/placeOrder.ts'),
            import('../../lib/market/readOrder.ts'),
            import('../../lib/market/purchaseLog.ts'),
            market.actor(),
            // What the page of the order needs is there before money moves, should the connection go right after.
            import('./OrderScreen.tsx'),
            import('../../lib/market/readPurchase.ts'),
            import('../../lib/market/openPurchase.ts'),
          ])
        const seed = await actor.seed()
        const range = choice.kind === 'part' ? { from: choice.from, to: choice.to } : undefined
        await checkCiphertext({
          ...{ description, getBlock: market.getBlock, checkChunk: actor.pool().checkChunk, concurrency: 4 },
          ...(range && { range }),
          onProgress: ({ chunks }) => setChecked(chunks),
        })
        setStep('signing')
        const context = await actor.context()
        const { terms } = listing
        const event = choice.kind === 'samples' ? undefined : await readEvent(context.client, choice.event)
        const parts = choice.kind === 'samples' ? { samples: choice.count } : { stages: choice.stages }
        const wish: Wish = {
          ...{ listing: listing.id, buyer, price: 0n },
          ...parts,
          ...(event && { event }),
          ...(range && { range }),
        }
        const draft = await createOrder({ wish, chunks: terms.chunks, seed })
        const price = await readPrice(context.client, terms, draft.order)
        const wanted = JSON.stringify([choice, buyer, price], (_, value) =>
          typeof value === 'bigint' ? String(value) : value,
        )
        if (made.current?.wanted !== wanted) {
          made.current = {
            wanted,
            ...(await createOrder({ wish: { ...wish, price }, chunks: terms.chunks, seed })),
          }
        }
        const { order, id } = made.current
        const account = {
          ...context.account,
          send: (call: Parameters<typeof context.account.send>[0]) => {
            setStep('paying')
            return context.account.send(call)
          },
        }
        // An answer may have been lost on the way of the try before.
        const isPlaced = (await readOrderStatus(context.client, id)).state !== 'none'
        if (!isPlaced) await placeOrder({ ...context, account }, { terms, order })
        const { genesisHash } = await chain.config()
        if (genesisHash) {
          const bought = { id, order, genesisHash, title: description.title, token: terms.token }
          purchaseLog.write(JSON.stringify(log.addPurchase(log.parsePurchaseLog(purchaseLog.read()), madeOf(bought))))
        }
        router.push(`/market/order?id=${id}`)
      } finally {
        setStep(undefined)
      }
    })

  return { ...task, step, checked, start }
}

/** What is kept, so that an index that leaves the purchase out does not make it look as if there were none. */
function madeOf(bought: { id: Hex; order: Order; genesisHash: Hex; title: string; token: Address }): MadePurchase {
  const { id, order, genesisHash, title, token } = bought
  const lower = (address: Address) => address.toLowerCase() as Address
  return { id, buyer: lower(order.buyer), genesisHash, title, price: String(order.price), token: lower(token) }
}

const waitS = 30 * 86_400

/** Returns what an order waits for as the contract has it, and until when. */
async function readEvent(client: NodeClient, event: EventWish | undefined): Promise<Wish['event']> {
  if (!event) return undefined
  if (event.kind === 'time') {
    const atS = event.atS ?? 0
    return { trigger: 'time', threshold: BigInt(atS), cancelAtS: atS + waitS }
  }
  const [{ getBlock }, { numberToHex }, { readRecordCount }] = await Promise.all([
    import('viem/actions'),
    import('viem'),
    import('../../lib/market/readRecordCount.ts'),
  ])
  const cancelAtS = Number((await getBlock(client)).timestamp) + waitS
  if (event.kind !== 'records') {
    return { trigger: event.kind, subject: event.feed, threshold: event.value ?? 0n, cancelAtS }
  }
  const vehicle = event.vehicle ?? 0n
  const threshold = BigInt(await readRecordCount(client, vehicle)) + 1n
  return { trigger: 'records', subject: numberToHex(vehicle, { size: 32 }), threshold, cancelAtS }
}
