import type { Offer } from './createListing.ts'
import { leastBond, leastSamplePrice } from './listedPrice.ts'
import type { Terms } from './Terms.ts'

const leastDaysS = 86_400

/**
 * Returns what a listing is offered for again, at the same price or at another. Prices of parts change in proportion. A
 * listing that has ended can never be opened again, so the new one differs from it by a second at least.
 */
export function relist(terms: Terms, { nowS, price = terms.price }: { nowS: number; price?: bigint }): Offer {
  const scale = (part: bigint) => {
    if (part === 0n || terms.price === 0n || price === 0n) return price === 0n ? 0n : part
    // A part that was for sale stays for sale.
    return (part * price) / terms.price || 1n
  }
  const leastSample = leastSamplePrice(price, terms.chunks)
  const samplePrice = scale(terms.samplePrice)
  return {
    ...{ dataSet: terms.dataSet, token: terms.token, price },
    ...{ chunkPrice: scale(terms.chunkPrice), bond: leastBond(price) },
    // Rounding must not make a sample cheaper than its share.
    samplePrice: samplePrice > 0n && samplePrice < leastSample ? leastSample : samplePrice,
    ...{ onlyBuyer: terms.onlyBuyer, feed: terms.feed, scenario: terms.scenario },
    ...{ deliverTimeS: terms.deliverTime, disputeTimeS: terms.disputeTime },
    expiresAtS: Math.max(terms.expiresAt, nowS + leastDaysS) + 1,
  }
}
