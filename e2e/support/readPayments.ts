import { createPublicClient, erc20Abi, http, parseAbiItem, parseEventLogs } from 'viem'
import { qdd } from './readBalance.ts'

const settled = parseAbiItem('event Settled(bytes32 indexed order)')

/** Returns what the transaction that settled an order paid in QDD, by account; undefined while the order is open. */
export async function readPayments(rpcUrl: string, order: string): Promise<Map<string, bigint> | undefined> {
  const client = createPublicClient({ transport: http(rpcUrl) })
  const [found] = await client.getLogs({ event: settled, args: { order: order as `0x${string}` }, fromBlock: 0n })
  if (!found) return undefined
  const { logs } = await client.getTransactionReceipt({ hash: found.transactionHash })
  const payments = new Map<string, bigint>()
  for (const { address, args } of parseEventLogs({ abi: erc20Abi, logs, eventName: 'Transfer' })) {
    const to = args.to.toLowerCase()
    if (address === qdd) payments.set(to, (payments.get(to) ?? 0n) + args.value)
  }
  return payments
}
