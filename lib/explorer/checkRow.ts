import { getBlock, getTransactionReceipt } from 'viem/actions'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { BaseError } from '../errors.ts'
import { decodeTransfers } from './decodeTransfers.ts'
import type { ContractRow, EventRow, TransactionRow, TransferRow } from './IndexRows.ts'
import { stringifyArguments } from './stringifyArguments.ts'

/*
 * The index is not believed. What it says of a transaction, a transfer or an event is compared with the block or receipt,
 * which the light client behind `client` proves. The position of a row is its block times a million plus its place in it.
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
  compare('selector', row.selector, found.to && found.input.length >= 10 ? found.input.slice(0, 10) : null)
  const receipt = await getTransactionReceipt(client, { hash: found.hash })
  compare('success', row.ok, receipt.status === 'success' ? 1 : 0)
  compare('gas', row.gasUsed, String(receipt.gasUsed))
  compare('contract', row.created, receipt.contractAddress ?? null)
  if (row.method !== null) {
    const { findMethod } = await import('./findMethod.ts')
    compare('function', row.method, found.to && findMethod(found.to, found.input))
  }
  return row
}

/** Throws where the chain does not hold the transaction, or it is another one than the sender's with that nonce. */
export async function checkNonceRow(
  client: NodeClient,
  row: TransactionRow,
  wanted: { sender: string; nonce: number },
): Promise<TransactionRow> {
  compare('sender', row.from, wanted.sender)
  compare('nonce', row.nonce, wanted.nonce)
  return checkTransactionRow(client, row)
}

/** Throws where the receipt of its transaction does not hold the transfer as the index tells it. */
export async function checkTransferRow(client: NodeClient, row: TransferRow): Promise<TransferRow> {
  compare('block', row.block, Math.floor(row.position / perBlock))
  const { receipt, log } = await readLog(client, row, row.log)
  const move = decodeTransfers(log)[row.part]
  if (!move) throw new RowRefutedError('transfer', `log ${row.log}`, 'none in the receipt')
  compare('standard', row.standard, move.standard)
  compare('token', row.token, move.token)
  compare('from', row.from, move.from)
  compare('to', row.to, move.to)
  compare('value', row.value, String(move.value))
  compare('pieces', row.pieces, move.pieces === undefined ? null : String(move.pieces))
  await compareTime(client, row, receipt.blockNumber)
  return row
}

/** Throws where the receipt of its transaction does not hold the event as the index tells it. */
export async function checkEventRow(client: NodeClient, row: EventRow): Promise<EventRow> {
  const { receipt, log } = await readLog(client, row, row.position % perBlock)
  compare('block', row.block, Math.floor(row.position / perBlock))
  const { decodeEvent } = await import('./decodeEvent.ts')
  const event = decodeEvent(log)
  if (!event) throw new RowRefutedError('event', row.name, 'none of that contract')
  compare('contract', row.contract, event.contract)
  compare('address', row.address, log.address)
  compare('event', row.name, event.name)
  compare('arguments', sorted(row.args), sorted(JSON.parse(stringifyArguments(event.args))))
  await compareTime(client, row, receipt.blockNumber)
  return row
}

/** Throws where the receipt of its transaction does not make the contract that the index tells of. */
export async function checkContractRow(client: NodeClient, row: ContractRow): Promise<ContractRow> {
  const receipt = await getTransactionReceipt(client, { hash: row.transaction })
  compare('contract', row.address, receipt.contractAddress ?? null)
  compare('creator', row.creator, receipt.from)
  await compareTime(client, row, receipt.blockNumber)
  return row
}

async function readLog(client: NodeClient, row: TransferRow | EventRow, logIndex: number) {
  const receipt = await getTransactionReceipt(client, { hash: row.transaction })
  compare('block', row.block, Number(receipt.blockNumber))
  const log = receipt.logs.find((one) => one.logIndex === logIndex)
  if (!log) throw new RowRefutedError('event', `log ${logIndex}`, 'none in the receipt')
  return { receipt, log }
}

async function compareTime(client: NodeClient, row: { time: number }, blockNumber: bigint): Promise<void> {
  const { timestamp } = await getBlock(client, { blockNumber })
  compare('time', row.time, Number(timestamp))
}

/** Members in one order, so that two objects can be compared as text. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
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
