import { parseEventLogs, TransactionReceiptNotFoundError } from 'viem'
import { getTransactionReceipt } from 'viem/actions'
import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { dataMarketAbi } from '../contracts/DataMarket.ts'
import type { OrderPage } from './OrderRow.ts'
import {
  type Delivered,
  decodeDelivery,
  encodeDelivery,
  findDeliveries,
  hashDelivery,
  type OrderStatus,
} from './readOrder.ts'

export type Deliveries = {
  /** By stage; each is what the chain has. */
  deliveries: ReadonlyMap<number, Delivered>
  /** Stages of which the index did not tell, or told something else; they were looked for in the logs. */
  unindexed: readonly number[]
  /** Stages that were delivered, as the chain says, and that nobody gives. */
  withheld: readonly number[]
}

type Told = OrderPage['deliveries']
/** `told` is what an index said; undefined where there is none to ask. `client` should prove what it reads. */
type Input = { client: NodeClient; id: Hex; status: OrderStatus; told: Told | undefined }

/**
 * Returns what was delivered of an order. How many stages that must be is read from its state, so that none is left out in
 * silence: one that the index does not give as the chain has it is looked for in the logs.
 */
export async function readDeliveries({ client, id, status, told }: Input): Promise<Deliveries> {
  const due = countDelivered(status)
  const expected = Array.from({ length: due }, (_, stage) => stage)
  // The stage at which an order was refunded may have been delivered or not; what is later is not on the chain yet.
  const last = status.state === 'refunded' ? status.stage : due - 1
  const claims = (told ?? []).filter(({ stage }) => stage <= last)
  const proved = await Promise.all(claims.map((claim) => proveClaim(client, id, status, claim)))
  const deliveries = new Map(proved.filter((one) => one !== undefined))
  const unfound = expected.filter((stage) => !deliveries.has(stage))
  if (last < 0 || (told && unfound.length === 0)) return { deliveries, unindexed: [], withheld: [] }
  for (const [stage, delivery] of await findDeliveries(client, id)) {
    if (stage <= last && isPossible(status, stage, delivery)) deliveries.set(stage, delivery)
  }
  const withheld = expected.filter((stage) => !deliveries.has(stage))
  return { deliveries, unindexed: told ? unfound : [], withheld }
}

/** Returns how many stages were delivered for sure, the first ones. */
function countDelivered({ state, stage }: OrderStatus): number {
  switch (state) {
    case 'delivered':
    case 'settled':
      return stage + 1
    case 'paid':
    case 'refunded':
      return stage
    default:
      return 0
  }
}

/** Returns what an index told of a stage where the chain proves it: by the hash in the order, or by the receipt. */
async function proveClaim(
  client: NodeClient,
  id: Hex,
  status: OrderStatus,
  { stage, bytes, transaction }: Told[number],
): Promise<[number, Delivered] | undefined> {
  if (isPending(status, stage)) {
    return hashDelivery(bytes as Hex) === status.extra ? [stage, decodeDelivery(bytes as Hex)] : undefined
  }
  const receipt = await findReceipt(client, transaction as Hex)
  const logs = receipt?.logs.filter(({ address }) => address.toLowerCase() === systemContracts.dataMarket) ?? []
  const events = parseEventLogs({ abi: dataMarketAbi, eventName: 'Delivered', logs })
  const event = events.find(({ args }) => args.order === id && Number(args.stage) === stage)
  return event && encodeDelivery(event.args.delivery) === bytes ? [stage, event.args.delivery] : undefined
}

/** Returns a receipt, or undefined where there is none of that name: an index may write any. */
async function findReceipt(client: NodeClient, hash: Hex) {
  if (hash.length !== 66) return undefined
  try {
    return await getTransactionReceipt(client, { hash })
  } catch (error) {
    if (error instanceof TransactionReceiptNotFoundError) return undefined
    throw error
  }
}

/** An order remembers the hash of the delivery that can still be disputed. */
const isPending = (status: OrderStatus, stage: number) => status.state === 'delivered' && stage === status.stage

const isPossible = (status: OrderStatus, stage: number, delivery: Delivered) =>
  !isPending(status, stage) || hashDelivery(encodeDelivery(delivery)) === status.extra
