import {
  type ContractFunctionArgs,
  encodeAbiParameters,
  getAbiItem,
  keccak256,
  type Log,
  parseEventLogs,
  TransactionReceiptNotFoundError,
} from 'viem'
import { getLogs, getTransactionReceipt } from 'viem/actions'
import type { Address, Hex } from '../bytes/hex.ts'
import type { ChainContext } from '../chain/ChainAccount.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { sendContractCall } from '../chain/sendContractCall.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { aucProgrammeAbi } from '../contracts/AucProgramme.ts'
import { fiatTokenAbi } from '../contracts/FiatToken.ts'
import { saleEscrowAbi } from '../contracts/SaleEscrow.ts'
import { vehicleAbi } from '../contracts/Vehicle.ts'
import { BaseError } from '../errors.ts'

/** The terms of a sale, as offered; their hash is its id. */
export type SaleTerms = ContractFunctionArgs<typeof saleEscrowAbi, 'nonpayable', 'offer'>[0]

export const saleStates = ['none', 'open', 'funded', 'disputed', 'released', 'undone'] as const
export type SaleState = (typeof saleStates)[number]

export type SaleStatus = {
  state: SaleState
  /** Of the state that it is in; 0 while open. */
  deadline: number
  buyer: Address | undefined
  hasSellerReviewed: boolean
  hasBuyerReviewed: boolean
}

/** What has happened with a sale, oldest first. */
export type SaleEvent = {
  name: string
  args: Readonly<Record<string, unknown>>
  blockNumber: bigint
  logIndex: number
  transaction: Hex
}

export type VehicleSale = { id: Hex; terms: SaleTerms; status: SaleStatus; events: readonly SaleEvent[] }

const escrow = { address: systemContracts.saleEscrow, abi: saleEscrowAbi } as const
const errors = [...vehicleAbi, ...fiatTokenAbi]
const [termsParameter] = getAbiItem({ abi: saleEscrowAbi, name: 'offer' }).inputs
const nobody = /^0x0{40}$/

/** Returns the id of a sale: the hash of its terms. */
export function hashSale(terms: SaleTerms): Hex {
  return keccak256(encodeAbiParameters([termsParameter], [terms]))
}

/** Returns how a sale stands. */
export async function readSaleStatus(client: NodeClient, id: Hex): Promise<SaleStatus> {
  const status = await readContract(client, { ...escrow, functionName: 'statusOf', args: [id] })
  return {
    state: saleStates[status.state]!,
    deadline: status.deadline,
    buyer: nobody.test(status.buyer) ? undefined : status.buyer,
    hasSellerReviewed: status.sellerReviewed,
    hasBuyerReviewed: status.buyerReviewed,
  }
}

type SaleSources = {
  client: NodeClient
  logs?: NodeClient
  /** Events that were proved before; blocks are final, so they stand. */
  proved?: readonly SaleEvent[]
}

/**
 * Returns a sale with its terms and history, or undefined where there is none with that id. `client` should prove what it
 * reads; terms may come from anybody (`logs`), since their hash is the id, and so may word of the transactions in which
 * something happened: what happened is taken from their receipts.
 */
export async function readSale(
  { client, logs = client, proved = [] }: SaleSources,
  id: Hex,
): Promise<VehicleSale | undefined> {
  const status = await readSaleStatus(client, id)
  if (status.state === 'none') return undefined
  const told = findEvents(await getLogs(logs, { address: escrow.address, fromBlock: 0n }), id)
  const offered = told.find(({ eventName }) => eventName === 'Offered')
  const terms = (offered?.args as { sale?: SaleTerms } | undefined)?.sale
  if (!terms || hashSale(terms) !== id) throw new SaleTermsError(id)
  const known = new Set(proved.map(({ transaction }) => transaction))
  const fresh = told.filter(({ transactionHash }) => !known.has(transactionHash))
  const hashes = [...new Set(fresh.map(({ transactionHash }) => transactionHash))]
  const found = await Promise.all(hashes.map((hash) => proveEvents(client, id, hash, fresh)))
  // A transaction has its events in their order; that of the transactions is the order of their blocks and places.
  const events = [...proved, ...found.flat()].toSorted(
    (a, b) => Number(a.blockNumber - b.blockNumber) || a.logIndex - b.logIndex,
  )
  return { id, terms, status, events }
}

type SaleLog = ReturnType<typeof findEvents>[number]

function findEvents(logs: readonly Log[], id: Hex) {
  const own = logs.filter(({ address }) => address.toLowerCase() === escrow.address)
  return parseEventLogs({ abi: saleEscrowAbi, logs: own }).filter(({ args }) => (args as { id?: Hex }).id === id)
}

/** Returns what a transaction did with a sale, as its receipt has it; nothing where there is no such transaction (yet). */
async function proveEvents(client: NodeClient, id: Hex, hash: Hex, told: readonly SaleLog[]): Promise<SaleEvent[]> {
  const receipt = await getTransactionReceipt(client, { hash }).catch((error) => {
    if (error instanceof TransactionReceiptNotFoundError) return undefined
    throw error
  })
  if (!receipt) return []
  const events = findEvents(receipt.logs, id)
  const known = new Set(events.map(contentOf))
  const isForged = told.some((log) => log.transactionHash === hash && !known.has(contentOf(log)))
  if (isForged) throw new ForgedSaleEventError(id, hash)
  return events.map(({ eventName, args, blockNumber, logIndex }) => ({
    name: eventName,
    args: args as unknown as SaleEvent['args'],
    blockNumber,
    logIndex,
    transaction: hash,
  }))
}

const contentOf = ({ topics, data }: SaleLog) => [...topics, data].join()

/** Returns the sales that were offered, newest first: of one car, or of all. */
export async function readSales(
  { client, logs = client }: { client: NodeClient; logs?: NodeClient },
  vehicleId?: bigint,
): Promise<Omit<VehicleSale, 'events'>[]> {
  const found = await getLogs(logs, { address: escrow.address, fromBlock: 0n })
  const offers = parseEventLogs({ abi: saleEscrowAbi, eventName: 'Offered', logs: found })
  const wanted = offers.filter(({ args }) => vehicleId === undefined || args.vehicleId === vehicleId).toReversed()
  const sales = await Promise.all(
    wanted.map(async ({ args }) => {
      const id = hashSale(args.sale)
      return { id, terms: args.sale, status: await readSaleStatus(client, id) }
    }),
  )
  // An offer that the contract does not know was never made.
  return sales.filter(({ status }) => status.state !== 'none')
}

/** Offers a car: the escrow is approved to move it, and the terms are published. Returns the id of the sale. */
export async function offerVehicle(context: ChainContext, terms: SaleTerms): Promise<Hex> {
  const args = [escrow.address, terms.vehicleId]
  await sendContractCall(context, { address: systemContracts.vehicle, abi: vehicleAbi, functionName: 'approve', args })
  await send(context, 'offer', [terms])
  return hashSale(terms)
}

/** Takes an open offer back. The seller. */
export const withdrawOffer = (context: ChainContext, terms: SaleTerms) => send(context, 'withdraw', [terms])

/** Answers an offer with another price, in public. */
export const bidOnSale = (context: ChainContext, terms: SaleTerms, price: bigint, messageCid = '') =>
  send(context, 'bid', [terms, price, messageCid])

/** Pays the price into the escrow, which locks the car. The buyer. */
export async function fundSale(context: ChainContext, terms: SaleTerms): Promise<void> {
  const erc20 = { address: terms.token, abi: fiatTokenAbi } as const
  await sendContractCall(context, { ...erc20, functionName: 'approve', args: [escrow.address, terms.price] })
  await send(context, 'fund', [terms])
}

/** Has the car: the seller is paid and the Credit ID moves, in one transaction. The buyer. */
export const releaseSale = (context: ChainContext, terms: SaleTerms) => send(context, 'release', [terms])

/** Gives up: money back, car free. The seller. */
export const undoSale = (context: ChainContext, terms: SaleTerms) => send(context, 'undo', [terms])

/** Proposes how to end it; happens when both have proposed the same. Either party. */
export const proposeOutcome = (context: ChainContext, terms: SaleTerms, toSeller: bigint, vehicleToBuyer: boolean) =>
  send(context, 'propose', [terms, toSeller, vehicleToBuyer])

/** Calls the arbitrator. Either party. */
export const disputeSale = (context: ChainContext, terms: SaleTerms, reasonCid: string) =>
  send(context, 'dispute', [terms, reasonCid])

/** Decides. The arbitrator. */
export const awardSale = (
  context: ChainContext,
  terms: SaleTerms,
  award: { toSeller: bigint; vehicleToBuyer: boolean; reasonCid: string },
) => send(context, 'award', [terms, award.toSeller, award.vehicleToBuyer, award.reasonCid])

/** Undoes a sale whose time has passed. Anybody. */
export const expireSale = (context: ChainContext, terms: SaleTerms) => send(context, 'expire', [terms])

/** Reviews the other party after a sale. Each party, once. */
export const reviewSale = (context: ChainContext, terms: SaleTerms, stars: number, text: Hex) =>
  send(context, 'review', [terms, stars, text])

/** Returns the AUC that a transaction has earned `to`, in the smallest unit; 0 where the programme had no budget, or another sale of the car has the reward. */
export async function readReward(client: NodeClient, transaction: Hex, to: Address): Promise<bigint> {
  const { logs } = await getTransactionReceipt(client, { hash: transaction })
  const own = logs.filter(({ address }) => address.toLowerCase() === systemContracts.aucProgramme)
  return parseEventLogs({ abi: aucProgrammeAbi, eventName: 'Rewarded', logs: own })
    .filter(({ args }) => args.to.toLowerCase() === to.toLowerCase())
    .reduce((sum, { args }) => sum + args.amount, 0n)
}

/** Accepts a bid: takes the offer back and offers the car to that bidder alone, at that price. Returns the id of the new sale. */
export async function acceptBid(
  context: ChainContext,
  terms: SaleTerms,
  bid: { buyer: Address; price: bigint; expiresAt: number },
): Promise<Hex> {
  await withdrawOffer(context, terms)
  return offerVehicle(context, { ...terms, ...bid, nonce: terms.nonce + 1n })
}

async function send(context: ChainContext, functionName: string, args: readonly unknown[]): Promise<Hex> {
  const receipt = await sendContractCall(context, { ...escrow, functionName, args, errors })
  return receipt.transactionHash
}

export class SaleTermsError extends BaseError {
  override readonly name = 'Appraisal.SaleTermsError'
  constructor(id: Hex) {
    super(`Expected the terms whose hash is ${id}, found none.`)
  }
}

/** Something is said to have happened in a transaction that did not do it. */
export class ForgedSaleEventError extends BaseError {
  override readonly name = 'Appraisal.ForgedSaleEventError'
  constructor(id: Hex, transaction: Hex) {
    super(`Expected the events of sale ${id} that the receipt of ${transaction} has, found another.`)
  }
}
