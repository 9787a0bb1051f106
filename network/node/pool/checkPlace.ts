import { BaseError } from '../../../lib/errors.ts'
import type { PooledTransaction } from '../Pool.ts'
import type { DecodedTransaction } from './decodeTransaction.ts'
import type { Entry, SenderQueue } from './SenderQueue.ts'

export type Account = { nonce: number; balance: bigint }

export type PlaceLimits = {
  /** Transactions of one sender that can be executed in order. */
  pendingPerSender: number
  /** Transactions of one sender beyond that, or after a gap in the numbers. */
  queuedPerSender: number
  /** How long a transaction must have waited before one that pays no more may replace it. */
  replaceAfterMs: number
}

type Candidate = { transaction: DecodedTransaction; account: Account; queue: SenderQueue; now: number }

/** Throws unless the sender's account and other transactions leave a place for the transaction. */
export function checkPlace({ transaction, account, queue, now }: Candidate, limits: PlaceLimits): void {
  const { nonce } = transaction
  const window = limits.pendingPerSender + limits.queuedPerSender
  if (nonce < account.nonce) throw new NonceTooLowError(account.nonce, nonce)
  if (nonce >= account.nonce + window) throw new NonceTooHighError(queue.base + queue.run, window, nonce)
  const existing = queue.entries.get(nonce)
  if (existing) checkReplacement(existing, transaction, now, limits.replaceAfterMs)
  else checkGap(queue, nonce, limits)
  checkFunds(account, queue, transaction)
}

/** Returns the most that the transaction can take out of its sender's balance. */
export function costOf(transaction: { value: bigint; gasLimit: bigint; maxFeePerGas: bigint }): bigint {
  return transaction.value + transaction.gasLimit * transaction.maxFeePerGas
}

/*
 * What makes a replacement more than noise is a price. Where it pays at least a tenth more (both the cap and what it
 * would actually pay with a zero base fee), it is taken at once. Here most pay nothing, and a tenth more of nothing is
 * nothing: then time is the price. One that pays no less may replace one that has waited for `replaceAfterMs`, so each
 * (sender, nonce) can be rewritten once in that time, however many wallets retry.
 */
function checkReplacement(existing: Entry, next: DecodedTransaction, now: number, replaceAfterMs: number): void {
  const old = existing.transaction
  if (existing.takenAt !== undefined) throw new ReplacementTooLateError(old.nonce)
  const outbids = isTenthMore(old.maxFeePerGas, next.maxFeePerGas) && isTenthMore(priceOf(old), priceOf(next))
  if (outbids) return
  const paysLess = next.maxFeePerGas < old.maxFeePerGas || priceOf(next) < priceOf(old)
  const waitMs = old.receivedAt + replaceAfterMs - now
  if (paysLess || waitMs > 0) throw new ReplacementUnderpricedError(old, paysLess ? undefined : waitMs)
}

function isTenthMore(old: bigint, next: bigint): boolean {
  return next > old && next * 10n >= old * 11n
}

function priceOf(transaction: { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint }): bigint {
  const { maxFeePerGas, maxPriorityFeePerGas } = transaction
  // biome-ignore lint/complexity/useMathMinMax: Math.min takes no bigint.
  return maxPriorityFeePerGas < maxFeePerGas ? maxPriorityFeePerGas : maxFeePerGas
}

function checkGap(queue: SenderQueue, nonce: number, limits: PlaceLimits): void {
  if (nonce === queue.base + queue.run) return
  const queued = queue.entries.size - Math.min(queue.run, limits.pendingPerSender)
  if (queued >= limits.queuedPerSender) throw new QueueFullError(queue.base + queue.run, queued, nonce)
}

function checkFunds(account: Account, queue: SenderQueue, transaction: DecodedTransaction): void {
  const cost = costOf(transaction)
  let queuedCost = 0n
  for (const entry of queue.entries.values()) {
    if (entry.transaction.nonce !== transaction.nonce) queuedCost += entry.cost
  }
  if (cost + queuedCost > account.balance) throw new InsufficientFundsError(account.balance, cost, queuedCost)
}

export class NonceTooLowError extends BaseError {
  override readonly name = 'Pool.NonceTooLowError'
  constructor(expected: number, found: number) {
    super(
      `nonce too low: next nonce is ${expected}, found ${found}. ` +
        'This transaction number was already used; wallets fix this by resetting the account activity.',
    )
  }
}

export class NonceTooHighError extends BaseError {
  override readonly name = 'Pool.NonceTooHighError'
  constructor(expected: number, window: number, found: number) {
    super(
      `nonce too high: next nonce is ${expected}, found ${found}, which is ${window} or more ahead of the account. ` +
        'Transactions before it are missing; wallets fix this by resetting the account activity.',
    )
  }
}

export class QueueFullError extends BaseError {
  override readonly name = 'Pool.QueueFullError'
  constructor(expected: number, queued: number, found: number) {
    super(
      `account limit exceeded: ${queued} transactions of this account wait for number ${expected}, found ${found}. ` +
        `Send number ${expected} first.`,
    )
  }
}

export class ReplacementUnderpricedError extends BaseError {
  override readonly name = 'Pool.ReplacementUnderpricedError'
  constructor(old: PooledTransaction, waitMs: number | undefined) {
    super(
      `replacement transaction underpriced: number ${old.nonce} already waits as ${old.hash}. ${
        waitMs === undefined
          ? 'Pay at least as much as that one does.'
          : `Pay 10 % more, or send again in ${Math.ceil(waitMs / 1_000)} s if it still waits then.`
      }`,
    )
  }
}

export class ReplacementTooLateError extends BaseError {
  override readonly name = 'Pool.ReplacementTooLateError'
  constructor(nonce: number) {
    super(
      `replacement transaction underpriced: number ${nonce} is being put into a block. ` +
        'It can no longer be replaced; wait for its receipt.',
    )
  }
}

export class InsufficientFundsError extends BaseError {
  override readonly name = 'Pool.InsufficientFundsError'
  constructor(balance: bigint, cost: bigint, queuedCost: bigint) {
    super(
      `insufficient funds for gas * price + value: have ${balance} want ${cost}${
        queuedCost > 0n ? ` besides ${queuedCost} of transactions that wait` : ''
      }. Send less, or put more into the account first.`,
    )
  }
}
