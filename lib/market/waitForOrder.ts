import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { BaseError } from '../errors.ts'
import { sleep } from '../rpc/sleep.ts'
import { type OrderStatus, readOrderStatus } from './readOrder.ts'

type Input = {
  /** Ends the waiting when it returns true. */
  until(status: OrderStatus): boolean
  signal?: AbortSignal
  timeoutMs?: number
  pollMs?: number
  onStatus?(status: OrderStatus): void
}

/** Returns the status of an order once it is as wanted; asks again and again, and stops at the deadline or the signal. */
export async function waitForOrder(client: NodeClient, id: Hex, input: Input): Promise<OrderStatus> {
  const { until, signal, timeoutMs = 120_000, pollMs = 250, onStatus } = input
  const deadline = AbortSignal.timeout(timeoutMs)
  for (;;) {
    const status = await readOrderStatus(client, id)
    onStatus?.(status)
    if (until(status)) return status
    if (deadline.aborted) throw new OrderTimeoutError(id, status.state)
    await sleep(pollMs, signal)
  }
}

/** The order stands; only the waiting ended. */
export class OrderTimeoutError extends BaseError {
  override readonly name = 'Market.OrderTimeoutError'
  constructor(id: Hex, state: string) {
    super(`Expected news of order ${id}, found it still ${state}.`, {
      metaMessages: ['The money is safe in escrow. When the delivery time is over it can be claimed back.'],
    })
  }
}
