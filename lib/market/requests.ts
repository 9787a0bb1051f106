import { decodeEventLog, encodeFunctionData, type TransactionReceipt } from 'viem'
import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { dataRequestsAbi } from '../contracts/DataRequests.ts'
import { type MarketContext, sendCall } from './sendCall.ts'

const requests = { address: systemContracts.dataRequests, abi: dataRequestsAbi } as const

export type RequestInput = {
  token: Address
  budget: bigint
  expiresAtS: number
  documentHash: Hex
  documentCid: string
}

/** Asks for data that a document describes; returns the number of the request. */
export async function requestData(context: MarketContext, input: RequestInput): Promise<bigint> {
  const { token, budget, expiresAtS, documentHash, documentCid } = input
  const args = [token, budget, expiresAtS, documentHash, documentCid] as const
  const data = encodeFunctionData({ abi: dataRequestsAbi, functionName: 'request', args })
  return readNumber(await sendCall(context, { to: requests.address, data }))
}

/** Offers an open listing to a request. */
export async function offerListing(context: MarketContext, id: bigint, listing: Hex, messageCid = ''): Promise<void> {
  const data = encodeFunctionData({ abi: dataRequestsAbi, functionName: 'offer', args: [id, listing, messageCid] })
  await sendCall(context, { to: requests.address, data })
}

/** Ends a request. */
export async function closeRequest(context: MarketContext, id: bigint): Promise<void> {
  const data = encodeFunctionData({ abi: dataRequestsAbi, functionName: 'close', args: [id] })
  await sendCall(context, { to: requests.address, data })
}

/** Returns who asks, until when, and whether the request is still open. */
export function readRequest(client: NodeClient, id: bigint) {
  return readContract(client, { ...requests, functionName: 'requestOf', args: [id] })
}

function readNumber({ logs }: TransactionReceipt): bigint {
  for (const { address, data, topics } of logs) {
    if (address.toLowerCase() !== requests.address) continue
    const event = decodeEventLog({ abi: dataRequestsAbi, data, topics })
    if (event.eventName === 'Requested') return event.args.id
  }
  throw new TypeError('The receipt of a request holds no Requested event.')
}
