import { keccak256 } from 'viem'
import { getLogs } from 'viem/actions'
import type { Hex } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { dataRequestsAbi } from '../../lib/contracts/DataRequests.ts'
import type { GetBlock } from '../../lib/crypto/openData.ts'
import { fetchDescription } from '../../lib/market/fetchDescription.ts'
import { eventOf } from '../../lib/market/marketEvents.ts'
import { findDataSet } from '../../lib/market/readListing.ts'
import { matchRequest, parseRequest } from '../../lib/market/requestDocument.ts'
import { offerListing, readRequest } from '../../lib/market/requests.ts'
import type { MarketContext } from '../../lib/market/sendCall.ts'
import type { AgentStore } from './openAgentStore.ts'

const mostOffers = 3
const mostLooked = 200
const mostAttempts = 8
/** Before the first new try; twice as long before each further one. */
const againS = 2

type Input = {
  context: MarketContext
  store: AgentStore
  getBlock: GetBlock
  nowS: number
  say(line: string): void
}

/**
 * Offers open listings to buyers who look for such: same currency, within the budget, and what the document asks for. What
 * was offered before is read from the chain, so nothing is offered twice when node or agent stop in between.
 */
export async function answerRequests(input: Input): Promise<void> {
  const { store, nowS, say } = input
  for (const { id, attempts } of store.dueRequests(nowS)) {
    try {
      const offered = await answerOne(input, id)
      store.endRequest(id, `${offered} offers`)
      say(`request ${id} got ${offered} offers`)
    } catch (error) {
      const [reason = ''] = (error as Error).message.split('\n', 1)
      if (isFinal(error) || attempts + 1 >= mostAttempts) store.endRequest(id, `failed: ${reason}`.slice(0, 200))
      else store.failRequest(id, nowS + againS * 2 ** attempts)
      say(`request ${id} gets no offer yet (${reason})`)
    }
  }
}

/** What the contract refuses or nobody can read stays so; a node or a block that is away may come back. */
function isFinal(error: unknown): boolean {
  return ['Market.RefusedError', 'Market.InvalidRequestDocumentError'].includes((error as Error).name)
}

async function answerOne({ context, store, getBlock }: Input, id: bigint): Promise<number> {
  const { client } = context
  const [log] = await getLogs(client, {
    address: systemContracts.dataRequests,
    event: eventOf(dataRequestsAbi, 'Requested'),
    args: { id },
    ...{ fromBlock: 0n, strict: true },
  })
  if (!log || !(await readRequest(client, id)).isOpen) return 0
  const { token, budget, documentHash, documentCid } = log.args
  const bytes = await getBlock(documentCid)
  if (!bytes || keccak256(bytes) !== documentHash) throw new TypeError('the document cannot be had')
  const request = parseRequest(new TextDecoder().decode(bytes))
  const made = await readOffers(context, id)
  for (const { id: listing, terms } of store.openListings().slice(0, mostLooked)) {
    if (made.length >= mostOffers) break
    if (made.includes(listing)) continue
    if (terms.token.toLowerCase() !== token.toLowerCase() || terms.price > budget) continue
    const found = await findDataSet(client, terms.dataSet)
    if (!found || !matchRequest(request, await fetchDescription(found, getBlock))) continue
    await offerListing(context, id, listing)
    made.push(listing)
  }
  return made.length
}

/** The listings that this account has offered to a request. */
async function readOffers({ client, account }: MarketContext, id: bigint): Promise<Hex[]> {
  const logs = await getLogs(client, {
    address: systemContracts.dataRequests,
    event: eventOf(dataRequestsAbi, 'Offered'),
    args: { id, seller: account.address },
    fromBlock: 0n,
    strict: true,
  })
  return logs.map(({ args }) => args.listing)
}
