import type { Address, Hex } from '../bytes/hex.ts'

const transferTopic: Hex = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
/** Of a word in hexadecimal. */
const oneWord = 66

export type PaymentLog = { address: string; topics: readonly string[]; data: string; logIndex: number }
export type Payment<log = PaymentLog> = { log: log; payee: Address; amount: bigint }

/**
 * Returns whom the market paid by one of its events: the transfers of its money that follow the event, until it tells of
 * something else. `logs` are those of the transaction, in their order. Only the token that the order is paid in tells what
 * the market paid: any other contract may write what it likes between.
 */
export function paymentsAfter<log extends PaymentLog>(
  logs: readonly log[],
  event: PaymentLog,
  token: string,
): readonly Payment<log>[] {
  const market = event.address.toLowerCase()
  const payments: Payment<log>[] = []
  for (const log of logs) {
    if (log.logIndex <= event.logIndex) continue
    const source = log.address.toLowerCase()
    if (source === market) break
    if (source !== token.toLowerCase() || log.data.length !== oneWord) continue
    const [topic, from, to] = log.topics
    if (topic !== transferTopic || log.topics.length !== 3 || addressOf(from!) !== market) continue
    payments.push({ log, payee: addressOf(to!), amount: BigInt(log.data) })
  }
  return payments
}

const addressOf = (topic: string): Address => `0x${topic.slice(26)}`
