import { BaseError } from '../../lib/errors.ts'
import { monotonicNow } from '../monotonicNow.ts'

export type FaucetLimits = { perAddress: number; perAddressWindowMs: number; perMinute: number }

export const defaultFaucetLimits: FaucetLimits = { perAddress: 3, perAddressWindowMs: 3_600_000, perMinute: 30 }
const minuteMs = 60_000
const maxAddresses = 10_000

/** Returns the book of who was given how often. `take` counts one or throws; what it returns gives that one back. */
export function createFaucetLimits({
  limits = defaultFaucetLimits,
  now = monotonicNow,
}: {
  limits?: FaucetLimits
  now?: () => number
} = {}) {
  const byAddress = new Map<string, number[]>()
  let all: number[] = []

  function recent(address: string): number[] {
    const since = now() - limits.perAddressWindowMs
    return (byAddress.get(address) ?? []).filter((at) => at > since)
  }

  return {
    take(address: string): () => void {
      const key = address.toLowerCase()
      const at = now()
      all = all.filter((time) => time > at - minuteMs)
      const mine = recent(key)
      if (mine.length >= limits.perAddress) throw new TooSoonError(mine[0]! + limits.perAddressWindowMs - at)
      if (all.length >= limits.perMinute) throw new BusyError(limits.perMinute)
      all.push(at)
      // Delete first, so that the map stays in order of the last gift and the oldest is forgotten.
      byAddress.delete(key)
      byAddress.set(key, [...mine, at])
      if (byAddress.size > maxAddresses) byAddress.delete(byAddress.keys().next().value!)
      return () => {
        const left = recent(key)
        left.splice(left.indexOf(at), 1)
        byAddress.set(key, left)
      }
    },
  }
}

export class TooSoonError extends BaseError {
  override readonly name = 'Faucet.TooSoonError'
  readonly retryAfterSeconds: number
  constructor(waitMs: number) {
    const seconds = Math.ceil(waitMs / 1000)
    super('This address has had enough for now.', { details: `again in ${seconds} s` })
    this.retryAfterSeconds = seconds
  }
}

export class BusyError extends BaseError {
  override readonly name = 'Faucet.BusyError'
  readonly retryAfterSeconds = 60
  constructor(perMinute: number) {
    super(`Expected at most ${perMinute} requests in a minute.`)
  }
}
