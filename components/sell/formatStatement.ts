import type { IncomeRow } from '../../lib/market/OrderRow.ts'
import { symbolOf } from '../market/money.ts'
import { splitAmount } from '../ui/splitAmount.ts'

/** Returns payments as CSV, each with the address of the page that proves it. */
export function formatStatement(rows: readonly IncomeRow[], origin: string): string {
  const lines = rows.map(({ time, title, amount, token, order, transaction }) => {
    const { whole, fraction } = splitAmount(BigInt(amount), 18)
    const value = `${whole.replaceAll(',', '')}${fraction ? `.${fraction}` : ''}`
    const cells = [
      new Date(time * 1000).toISOString(),
      title ?? '',
      value,
      symbolOf(token),
      order,
      transaction,
      `${origin}/tx/${transaction}`,
    ]
    return cells.map(quote).join(',')
  })
  return ['time,title,amount,currency,order,transaction,proof', ...lines, ''].join('\r\n')
}

/** A cell that begins like a formula would be run as one by a spreadsheet. */
function quote(text: string): string {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
