import type { Hex } from '../../../lib/bytes/hex.ts'
import { BaseError } from '../../../lib/errors.ts'

export type DropLog = {
  add(hash: Hex, reason: BaseError): void
  get(hash: Hex): BaseError | undefined
  delete(hash: Hex): void
}

/** Returns a memory of why transactions left the pool without a block; it keeps the youngest `count` for `lifetimeMs`. */
export function createDropLog(options: { count: number; lifetimeMs: number; now: () => number }): DropLog {
  const reasons = new Map<Hex, { reason: BaseError; at: number }>()
  return {
    add(hash, reason) {
      reasons.delete(hash)
      reasons.set(hash, { reason, at: options.now() })
      for (const oldest of reasons.keys()) {
        if (reasons.size <= options.count) break
        reasons.delete(oldest)
      }
    },
    get(hash) {
      const entry = reasons.get(hash)
      if (entry && options.now() - entry.at >= options.lifetimeMs) reasons.delete(hash)
      return reasons.get(hash)?.reason
    },
    delete: (hash) => void reasons.delete(hash),
  }
}

export class ReplacedError extends BaseError {
  override readonly name = 'Pool.ReplacedError'
  constructor(by: Hex) {
    super(`dropped: the same sender replaced it with ${by}.`)
  }
}

export class ExpiredError extends BaseError {
  override readonly name = 'Pool.ExpiredError'
  constructor(lifetimeMs: number) {
    super(
      `dropped: it expired after ${Math.round(lifetimeMs / 60_000)} minutes without a place in a block. Send it again.`,
    )
  }
}

export class EvictedError extends BaseError {
  override readonly name = 'Pool.EvictedError'
  constructor() {
    super('dropped: the pool was full, and its sender had the most transactions in it. Send it again later.')
  }
}

export class NonceUsedError extends BaseError {
  override readonly name = 'Pool.NonceUsedError'
  constructor(nonce: number) {
    super(`dropped: another transaction of the same sender with number ${nonce} is in a block.`)
  }
}

export class UnpayableError extends BaseError {
  override readonly name = 'Pool.UnpayableError'
  constructor(balance: bigint, cost: bigint) {
    super(`dropped: insufficient funds for gas * price + value: have ${balance} want ${cost}.`)
  }
}

export class RejectedError extends BaseError {
  override readonly name = 'Pool.RejectedError'
  constructor(reason: string) {
    super(`dropped: the producer could not put it into a block: ${reason}`)
  }
}
