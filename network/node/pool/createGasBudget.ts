import type { Address } from '../../../lib/bytes/hex.ts'
import { BaseError } from '../../../lib/errors.ts'

/*
 * Gas is free, so something else must be scarce: each account has a bucket of gas that refills with time. Coin-days
 * (balance x time, kept by the QDT contract) make the bucket larger and the refill faster. A transaction is charged with
 * its gas limit when it enters the pool; what it did not use comes back when it leaves. The bucket is kept as debt, so
 * an account without any needs no memory, and a capacity that changes needs no correction.
 */
export type GasBudgetOptions = {
  /** Gas that an account without coin-days may have under way. */
  capacity: bigint
  refillPerSecond: bigint
  /** What one whole coin-day adds to both. */
  capacityPerCoinDay: bigint
  refillPerCoinDay: bigint
  /** Units of `coinDays` that make one coin-day. */
  coinDayUnit: bigint
  /** How long an answer of `coinDays` is believed, and how long one may take. */
  coinDaysTtlMs: number
  coinDaysTimeoutMs: number
  coinDays?: CoinDays | undefined
  /** Account -> who pays for it from their own bucket first. */
  sponsors?: ReadonlyMap<Address, Address> | undefined
  /** Milliseconds on a clock that is never set back. */
  now: () => number
}

type CoinDays = (account: Address) => Promise<bigint> | bigint

/** What a bucket holds now, how much when it is full, and how fast it fills. */
export type BudgetLevel = { left: bigint; capacity: bigint; refillPerSecond: bigint }
export type BudgetView = { own: BudgetLevel; sponsor?: { address: Address } & BudgetLevel }

export type GasBudget = {
  /** Takes the gas out of a bucket and returns whose it was; throws when neither sponsor nor sender has enough. */
  charge(sender: Address, gas: bigint): Promise<Address>
  refund(payer: Address, gas: bigint): void
  /** What an account may still spend, its own and first its sponsor's; takes nothing and keeps nothing. */
  read(account: Address): Promise<BudgetView>
  /** Forgets accounts without debt. */
  prune(): void
  size(): number
}

export const defaultGasBudget = {
  capacity: 60_000_000n,
  refillPerSecond: 500_000n,
  capacityPerCoinDay: 30_000n,
  refillPerCoinDay: 250n,
  coinDayUnit: 10n ** 18n,
  coinDaysTtlMs: 30_000,
  coinDaysTimeoutMs: 1_000,
}

type Bucket = { debt: bigint; at: number; coinDays: bigint; coinDaysAt: number; reading?: Promise<void> | undefined }

/** Returns the gas budgets of all accounts; coin-days are read only for accounts that the base budget does not satisfy. */
export function createGasBudget(options: GasBudgetOptions): GasBudget {
  const buckets = new Map<Address, Bucket>()

  function bucketOf(account: Address): Bucket {
    const bucket = buckets.get(account) ?? { debt: 0n, at: options.now(), coinDays: 0n, coinDaysAt: -Infinity }
    buckets.set(account, bucket)
    settle(bucket)
    return bucket
  }

  function settle(bucket: Bucket): void {
    const now = options.now()
    if (now <= bucket.at) return
    const paid = (refillOf(bucket, options) * BigInt(Math.floor(now - bucket.at))) / 1_000n
    bucket.debt = paid > bucket.debt ? 0n : bucket.debt - paid
    bucket.at = now
  }

  /** A bucket that nobody draws from is full; looking at it must cost no memory. */
  async function levelOf(account: Address): Promise<BudgetLevel> {
    const bucket = buckets.get(account) ?? { debt: 0n, at: options.now(), coinDays: 0n, coinDaysAt: -Infinity }
    settle(bucket)
    await renewCoinDays(account, bucket)
    const capacity = capacityOf(bucket, options)
    const left = capacity > bucket.debt ? capacity - bucket.debt : 0n
    return { left, capacity, refillPerSecond: refillOf(bucket, options) }
  }

  /** Whoever comes while they are read waits for the same answer. */
  async function renewCoinDays(account: Address, bucket: Bucket): Promise<boolean> {
    if (!options.coinDays) return false
    if (!bucket.reading && options.now() - bucket.coinDaysAt < options.coinDaysTtlMs) return false
    bucket.reading ??= readCoinDays(options.coinDays, account, bucket).finally(() => {
      bucket.reading = undefined
    })
    await bucket.reading
    return true
  }

  async function readCoinDays(read: CoinDays, account: Address, bucket: Bucket): Promise<void> {
    bucket.coinDaysAt = options.now()
    bucket.coinDays = await withDeadline(read(account), options.coinDaysTimeoutMs, bucket.coinDays)
  }

  async function chargeOne(account: Address, gas: bigint): Promise<boolean> {
    if (chargeNow(account, gas)) return true
    return (await renewCoinDays(account, bucketOf(account))) && chargeNow(account, gas)
  }

  function chargeNow(account: Address, gas: bigint): boolean {
    const bucket = bucketOf(account)
    if (bucket.debt + gas > capacityOf(bucket, options)) return false
    bucket.debt += gas
    return true
  }

  return {
    async charge(sender, gas) {
      const sponsor = options.sponsors?.get(sender)
      if (sponsor !== undefined && (await chargeOne(sponsor, gas))) return sponsor
      if (await chargeOne(sender, gas)) return sender
      const bucket = bucketOf(sender)
      throw new BudgetExceededError(gas, capacityOf(bucket, options), bucket.debt, refillOf(bucket, options))
    },
    refund(payer, gas) {
      const bucket = buckets.get(payer)
      if (bucket) bucket.debt = gas > bucket.debt ? 0n : bucket.debt - gas
    },
    async read(account) {
      const sponsor = options.sponsors?.get(account)
      const own = await levelOf(account)
      return sponsor === undefined ? { own } : { own, sponsor: { address: sponsor, ...(await levelOf(sponsor)) } }
    },
    prune() {
      for (const [account, bucket] of buckets) {
        settle(bucket)
        if (bucket.debt === 0n && !bucket.reading && options.now() - bucket.coinDaysAt >= options.coinDaysTtlMs)
          buckets.delete(account)
      }
    },
    size: () => buckets.size,
  }
}

function capacityOf(bucket: Bucket, options: GasBudgetOptions): bigint {
  return options.capacity + (bucket.coinDays * options.capacityPerCoinDay) / options.coinDayUnit
}

function refillOf(bucket: Bucket, options: GasBudgetOptions): bigint {
  return options.refillPerSecond + (bucket.coinDays * options.refillPerCoinDay) / options.coinDayUnit
}

/** A read of coin-days that fails or hangs must not stop admission: the last known value stands. */
async function withDeadline(read: Promise<bigint> | bigint, timeoutMs: number, known: bigint): Promise<bigint> {
  if (typeof read === 'bigint') return read
  const { promise: late, resolve } = Promise.withResolvers<bigint>()
  const timer = setTimeout(resolve, timeoutMs, known)
  try {
    return await Promise.race([read.catch(() => known), late])
  } finally {
    clearTimeout(timer)
  }
}

export class BudgetExceededError extends BaseError {
  override readonly name = 'Pool.BudgetExceededError'
  /** Until the transaction would be taken; undefined when it is larger than the whole budget. */
  readonly retryAfterSeconds: number | undefined
  constructor(gas: bigint, capacity: bigint, debt: bigint, refillPerSecond: bigint) {
    const missing = debt + gas - capacity
    const seconds = refillPerSecond === 0n ? undefined : Number((missing + refillPerSecond - 1n) / refillPerSecond)
    const possible = gas <= capacity && seconds !== undefined
    super(
      `gas budget exceeded: ${capacity > debt ? capacity - debt : 0n} of ${capacity} gas left, found a gas limit of ${gas}. ${
        possible
          ? `There is budget for it in ${seconds} second${seconds === 1 ? '' : 's'}; more coin-days (QDT held over time) fill it faster.`
          : 'It is larger than the whole budget of this account: lower the gas limit or hold more coin-days (QDT held over time).'
      }`,
    )
    this.retryAfterSeconds = possible ? seconds : undefined
  }
}
