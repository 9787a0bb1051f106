import { toEventSelector } from 'viem'
import { getTransactionReceipt, getBlock as readBlock } from 'viem/actions'
import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { dataMarketAbi } from '../contracts/DataMarket.ts'
import type { GetBlock } from '../crypto/openData.ts'
import { fetchDescription } from './fetchDescription.ts'
import { eventOf } from './marketEvents.ts'
import type { IncomeRow, OrderRow } from './OrderRow.ts'
import { openOrderRow } from './openOrderRow.ts'
import { paymentsAfter } from './paymentsAfter.ts'
import { ForgedOrderError } from './readOrder.ts'

type Input = {
  client: NodeClient
  row: IncomeRow
  /** The order that was paid for, as the same index tells of it. */
  orderRow: OrderRow | undefined
  payee: Address
  getBlock: GetBlock
}

type OpenOrder = ReturnType<typeof openOrderRow>

const settlements = new Set(
  (['Settled', 'StageSettled'] as const).map((name) => toEventSelector(eventOf(dataMarketAbi, name))),
)

/** Throws unless a payment that an index told of is the one in the receipt: for that order, to this account, so much, then. */
export async function checkIncomeRow({ client, row, orderRow, payee, getBlock }: Input): Promise<void> {
  const id = row.order as Hex
  if (row.payee !== payee.toLowerCase()) throw new ForgedOrderError(id, 'payee')
  if (orderRow?.id !== id) throw new ForgedOrderError(id, 'details')
  const facts = openOrderRow(orderRow)
  if (facts.terms.token.toLowerCase() !== row.token) throw new ForgedOrderError(id, 'token')
  await Promise.all([checkOrder(row, facts, getBlock), checkReceipt(client, row)])
}

async function checkOrder(row: IncomeRow, facts: OpenOrder, getBlock: GetBlock): Promise<void> {
  const id = row.order as Hex
  if (String(facts.order.price) !== row.price) throw new ForgedOrderError(id, 'price')
  if (facts.order.listing !== row.listing) throw new ForgedOrderError(id, 'listing')
  if (row.title === null) return
  const { title } = await fetchDescription(facts, getBlock)
  if (row.title !== title) throw new ForgedOrderError(id, 'title')
}

async function checkReceipt(client: NodeClient, row: IncomeRow): Promise<void> {
  const id = row.order as Hex
  const { logs, blockNumber } = await getTransactionReceipt(client, { hash: row.transaction as Hex })
  const { timestamp } = await readBlock(client, { blockNumber })
  const paid = logs
    .filter(({ address, topics: [topic, order] }) => isMarket(address) && settlements.has(topic!) && order === id)
    .flatMap((event) => paymentsAfter(logs, event, row.token))
    .some(({ payee, amount }) => payee === row.payee && String(amount) === row.amount)
  if (!paid) throw new ForgedOrderError(id, 'payment')
  if (Number(timestamp) !== row.time) throw new ForgedOrderError(id, 'time of payment')
}

const isMarket = (address: string) => address.toLowerCase() === systemContracts.dataMarket
