import { getBlock, getTransactionReceipt } from 'viem/actions'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { BaseError } from '../errors.ts'
import { decodeTransfer } from './decodeTransfer.ts'
import type { TransactionRow, TransferRow } from './IndexRows.ts'

/*
 * The index is not believed. What it says of a transaction or a transfer is compared with the block or receipt, which the
 * light client behind `client` proves. The position of a row is its block times a million plus its place in it.
 */
const perBlock = 1_000_000

/** Throws where the chain does not hold the transaction as the index tells it. */
export async function checkTransactionRow(client: NodeClient, row: TransactionRow): Promise<TransactionRow> {
  compare('block', row.block, Math.floor(row.position / perBlock))
  const block = await getBlock(client, { blockNumber: BigInt(row.block), includeTransactions: true })
  const found = block.transactions[row.position % perBlock]
  if (!found) throw new RowRefutedError('transaction', row.hash, 'none at this place of the block')
  compare('hash', row.hash, found.hash)
  compare('from', row.from, found.from)
  compare('to', row.to, found.to)
  compare('value', row.value, String(found.value))
  compare('nonce', row.nonce, found.nonce)
  compare('time', row.time, Number(block.timestamp))
  return row
}

/** Throws where the receipt of its transaction does not hold the transfer as the index tells it. */
export async function checkTransferRow(client: NodeClient, row: TransferRow): Promise<TransferRow> {
  const receipt = await getTransactionReceipt(client, { hash: row.transaction })
  compare('block', row.block, Number(receipt.blockNumber))
  const logIndex = row.position % perBlock
  const log = receipt.logs.find((one) => one.logIndex === logIndex)
  const move = log && decodeTransfer(log)
  if (!move) throw new RowRefutedError('transfer', `log ${logIndex}`, 'none in the receipt')
  compare('token', row.token, move.token)
  compare('from', row.from, move.from)
  compare('to', row.to, move.to)
  compare('value', row.value, String(move.value))
  return row
}

function compare(field: string, told: string | number | null, found: string | number | null): void {
  if (String(told).toLowerCase() !== String(found).toLowerCase()) throw new RowRefutedError(field, told, found)
}

export class RowRefutedError extends BaseError {
  override readonly name = 'Explorer.RowRefutedError'
  constructor(field: string, told: unknown, found: unknown) {
    super(`The index says ${field} ${String(told)}; the chain proves ${String(found)}.`)
  }
}
