import type { IncomeRow } from '../../lib/market/OrderRow.ts'

/** What a data set has brought in one currency. */
export type IncomeSource = Pick<IncomeRow, 'dataSetId' | 'listing' | 'title' | 'token'> & {
  count: number
  amount: bigint
  /** What buyers paid for it, of which `amount` came here. */
  price: bigint
}

/** Returns payments summed up by data set and currency, what brought most first. */
export function groupIncomes(rows: readonly IncomeRow[]): IncomeSource[] {
  const sources = new Map<string, IncomeSource>()
  for (const { dataSetId, listing, title, token, amount, price } of rows) {
    const key = `${dataSetId} ${token}`
    const source = sources.get(key) ?? { dataSetId, listing, title, token, count: 0, amount: 0n, price: 0n }
    source.count++
    source.amount += BigInt(amount)
    source.price += BigInt(price)
    sources.set(key, source)
  }
  return [...sources.values()].sort((a, b) => (a.amount === b.amount ? 0 : a.amount < b.amount ? 1 : -1))
}
