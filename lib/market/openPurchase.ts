import { decodeHex, type Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import type { OpenJob } from '../crypto/openChunk.ts'
import type { GetBlock } from '../crypto/openData.ts'
import { BaseError } from '../errors.ts'
import { checkDelivery, UnreadChunksError, type Verdict } from './checkDelivery.ts'
import { deriveOrderKey } from './createOrder.ts'
import { rootsOf } from './description.ts'
import type { Description } from './descriptionSchema.ts'
import { hashOrder, type Order } from './Order.ts'
import { type OpenedDelivery, openDelivery } from './openDelivery.ts'
import { type Delivered, findDeliveries, type OrderStatus } from './readOrder.ts'

type Input = {
  client: NodeClient
  order: Order
  status: OrderStatus
  description: Description
  /** By stage; asked of the logs when absent. */
  deliveries?: ReadonlyMap<number, Delivered>
  /** The data seed that the order was made with. */
  seed: Uint8Array
  getBlock: GetBlock
  openChunk(job: OpenJob, signal?: AbortSignal): Promise<Uint8Array>
  onChunk?(plain: Uint8Array, index: number): void | Promise<void>
  signal?: AbortSignal
}

export type OpenedStage = {
  stage: number
  delivery: Delivered
  opened: OpenedDelivery
  secret: Uint8Array
  verdict: Verdict
}

/**
 * Opens everything that was delivered of an order, from what the chain keeps and the buyer's seed: now, years later, on any
 * machine. Stops at the first fault, which is then the last stage's verdict; chunks that cannot be read are thrown, and only
 * where no stage has a fault.
 */
export async function openPurchase({
  client,
  order,
  status,
  description,
  seed,
  ...input
}: Input): Promise<OpenedStage[]> {
  const id = hashOrder(order)
  const { secret, point } = await deriveOrderKey(seed, order)
  if (point.x !== order.keyX || point.y !== order.keyY) throw new ForeignOrderError(id)
  const known = input.deliveries ?? (await findDeliveries(client, id))
  const deliveries = [...known].filter(([stage]) => stage <= status.stage)
  const stages: OpenedStage[] = []
  let unread: UnreadChunksError | undefined
  for (const [stage, delivery] of deliveries.toSorted(([a], [b]) => a - b)) {
    const opened = openDelivery({ ...{ order, stage, delivery, secret }, chunks: description.chunks })
    const set = rootsOf(description)
    const { onChunk, ...rest } = input
    const checking = { ...rest, id: decodeHex(description.id), set, opened, ...(onChunk && !unread && { onChunk }) }
    try {
      const verdict = await checkDelivery(checking)
      stages.push({ stage, delivery, opened, secret, verdict })
      if (verdict.kind !== 'right') return stages
    } catch (error) {
      if (!(error instanceof UnreadChunksError)) throw error
      unread ??= error
    }
  }
  if (unread) throw unread
  return stages
}

/** The order was made with another seed: by another wallet. */
export class ForeignOrderError extends BaseError {
  override readonly name = 'Market.ForeignOrderError'
  constructor(id: Hex) {
    super(`Expected the wallet that bought order ${id}, found another one.`, {
      metaMessages: ['Open the wallet that paid. Its words are enough, on any machine.'],
    })
  }
}
