import type { Rate } from './Limits.ts'

export type RateLimiter = {
  /** Takes tokens; returns 0 when there were enough, else the milliseconds until there will be. */
  take(address: string, tokens: number): number
}

type Bucket = { tokens: number; filledAt: number }

const maxBuckets = 10_000

/** Returns one token bucket per address; addresses of this machine have a rate of their own. `now` must never go back. */
export function createRateLimiter(options: { rate: Rate; loopbackRate: Rate; now: () => number }): RateLimiter {
  const buckets = new Map<string, Bucket>()
  return {
    take(address, tokens) {
      const { perSecond, burst } = isLoopback(address) ? options.loopbackRate : options.rate
      const now = options.now()
      const bucket = buckets.get(address) ?? { tokens: burst, filledAt: now }
      bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.filledAt) * perSecond) / 1000)
      bucket.filledAt = now
      if (!buckets.has(address)) {
        // The oldest goes: a full bucket again for whoever is rare, bounded memory for us.
        if (buckets.size >= maxBuckets) buckets.delete(buckets.keys().next().value!)
        buckets.set(address, bucket)
      }
      // A batch larger than the burst has to pass once the bucket is full, or it never would.
      if (bucket.tokens >= Math.min(tokens, burst)) {
        bucket.tokens -= tokens
        return 0
      }
      return Math.ceil(((Math.min(tokens, burst) - bucket.tokens) * 1000) / perSecond)
    },
  }
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.')
}
