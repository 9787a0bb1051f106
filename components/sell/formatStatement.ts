import type { IncomeRow } from '../../lib/market/OrderRow.ts'
import { symbolOf } from '../market/money.ts'
import { splitAmount } from '../ui/splitAmount.ts'

/** A payment, and whether it was found in the receipts, or could not be looked for. */
export type StatedIncome = { row: IncomeRow; isChecked: boolean }

/** Returns payments as CSV, each with the address of the page that proves it. */
export function formatStatement(incomes: readonly StatedIncome[], origin: string): string {
  const lines = incomes.map(({ row: { time, title, amount, price, token, order, transaction }, isChecked }) => {
    const { whole, fraction } = splitAmount(BigInt(amount), 18)
    const value = `${whole.replaceAll(',', '')}${fraction ? `.${fraction}` : ''}`
    const cells = [
      new Date(time * 1000).toISOString(),
      title ?? '',
      value,
      symbolOf(token),
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

/** Returns which part of what the buyer paid this payment is. */
export function shareOf({ amount, price }: Pick<IncomeRow, 'amount' | 'price'>): number {
  return price === '0' ? 0 : Number((BigInt(amount) * 1_000_000n) / BigInt(price)) / 1_000_000
}

/** A cell that begins like a formula would be run as one by a spreadsheet. */
function quote(text: string): string {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
