/** What strangers can cost an agent at most: it acts for whoever names it, with a bond of its own. */
export type RiskLimits = {
  /** What may be at stake at a time in orders for the data of one owner, in each currency. */
  ownerBondWei: bigint
  /** What a listing may ask for the whole data set; its bond is a twentieth. */
  mostPriceWei: bigint
  /** How much stored data an agent opens before it answers for its keys. */
  grantBytes: number
  /** How long that may take; whoever asked waits for it. */
  grantMs: number
}

/**
 * Returns limits that go with a bond: a tenth of it for each owner, and two orders at a time for the whole of a data set at
 * the highest price. No price is so high that its bond exceeds what one owner may have at stake.
 */
export function limitsFor(bondWei: bigint, told: Partial<RiskLimits> = {}): RiskLimits {
  const ownerBondWei = told.ownerBondWei ?? bondWei / 10n
  const wanted = told.mostPriceWei ?? ownerBondWei * 10n
  const covered = ownerBondWei * 20n
  return {
    grantBytes: 2 ** 28,
    grantMs: 45_000,
    ...told,
    ownerBondWei,
    mostPriceWei: wanted < covered ? wanted : covered,
  }
}
