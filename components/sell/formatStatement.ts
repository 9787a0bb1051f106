import { findToken } from '../../lib/chain/chainTokens.ts'
import type { TokenUnit } from '../../lib/chain/readTokenUnit.ts'
import type { IncomeRow } from '../../lib/market/OrderRow.ts'
import { splitAmount } from '../ui/splitAmount.ts'

/** A payment, and whether it was found in the receipts, or could not be looked for. */
export type StatedIncome = { row: IncomeRow; isChecked: boolean }

/** How tokens that are not ours count, by their address in lower case; one that is not in it does not say. */
export type ForeignUnits = ReadonlyMap<string, TokenUnit | undefined>

/** Returns payments as CSV, each with the address of the page that proves it. */
export function formatStatement(incomes: readonly StatedIncome[], origin: string, units: ForeignUnits): string {
  const lines = incomes.map(({ row: { time, title, amount, price, token, order, transaction }, isChecked }) => {
    const { decimals, name } = currencyOf(token, units)
    const { whole, fraction } = splitAmount(BigInt(amount), decimals)
    const value = `${whole.replaceAll(',', '')}${fraction ? `.${fraction}` : ''}`
    const cells = [
      new Date(time * 1000).toISOString(),
      title ?? '',
      value,
      name,
      String(Math.round(shareOf({ amount, price }) * 1_000_000) / 10_000),
      order,
      transaction,
      `${origin}/tx/${transaction}`,
      isChecked ? 'yes' : 'no',
    ]
    return cells.map(quote).join(',')
  })
  return [
    'time,title,amount,currency,share of the price in percent,order,transaction,proof,checked',
    ...lines,
    '',
  ].join('\r\n')
}

function currencyOf(token: string, units: ForeignUnits): { decimals: number; name: string } {
  const known = findToken(token)
  if (known) return { decimals: known.decimals, name: known.symbol }
  const unit = units.get(token.toLowerCase())
  if (unit === undefined) return { decimals: 0, name: `smallest units of ${token}` }
  return { decimals: unit.decimals, name: `${unit.symbol} ${token}`.trim() }
}

/** Returns which part of what the buyer paid this payment is. */
export function shareOf({ amount, price }: Pick<IncomeRow, 'amount' | 'price'>): number {
  return price === '0' ? 0 : Number((BigInt(amount) * 1_000_000n) / BigInt(price)) / 1_000_000
}

/** A cell that begins like a formula would be run as one by a spreadsheet. */
function quote(text: string): string {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
