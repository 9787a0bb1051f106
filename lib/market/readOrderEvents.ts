import { decodeEventLog } from 'viem'
import { getBlock, getTransactionReceipt } from 'viem/actions'
import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { dataMarketAbi } from '../contracts/DataMarket.ts'
import type { OrderPage } from './OrderRow.ts'
import { ForgedOrderError } from './readOrder.ts'

type Told = OrderPage['events']

/** Returns what happened to an order, as the receipts have it; of what an index told, only in which transactions to look. */
export async function readOrderEvents(client: NodeClient, id: Hex, told: Told): Promise<Told> {
  const hashes = [...new Set(told.map(({ transaction }) => transaction as Hex))]
  const found = (await Promise.all(hashes.map((hash) => readReceipt(client, id, hash)))).flat()
  const same = found.length === told.length && told.every((one, i) => isSame(one, found[i]!))
  if (!same) throw new ForgedOrderError(id, 'receipt')
  return found
}

async function readReceipt(client: NodeClient, id: Hex, hash: Hex): Promise<Told> {
  const receipt = await getTransactionReceipt(client, { hash })
  const { timestamp } = await getBlock(client, { blockNumber: receipt.blockNumber })
  return receipt.logs
    .filter(({ address, topics }) => address.toLowerCase() === systemContracts.dataMarket && topics[1] === id)
    .map(({ topics, data }) => {
      const { eventName, args } = decodeEventLog({ abi: dataMarketAbi, topics, data })
      const amount = 'amount' in args ? String(args.amount) : null
      return { name: eventName, transaction: hash, time: Number(timestamp), amount }
    })
}

const isSame = (a: Told[number], b: Told[number]) =>
  a.name === b.name && a.transaction === b.transaction && a.time === b.time && a.amount === b.amount
