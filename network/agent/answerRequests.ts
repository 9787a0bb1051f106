import { keccak256 } from 'viem'
import { getLogs } from 'viem/actions'
import type { Hex } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { dataRequestsAbi } from '../../lib/contracts/DataRequests.ts'
import type { GetBlock } from '../../lib/crypto/openData.ts'
import { eventOf } from '../../lib/market/marketEvents.ts'
import { matchRequest, parseRequest } from '../../lib/market/requestDocument.ts'
import { offerListing, readRequest } from '../../lib/market/requests.ts'
import type { MarketContext } from '../../lib/market/sendCall.ts'
import type { Descriptions } from './createDescriptions.ts'
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
  readDescription: Descriptions
  nowS: number
  /** Whether enough was done for this turn. To ask costs nothing, so what it makes an agent do at a time is bounded. */
  isOver(): boolean
  say(line: string): void
}

/**
 * Offers open listings to buyers who look for such: same currency, within the budget, and what the document asks for. What
 * was offered before is read from the chain, so nothing is offered twice when node or agent stop in between. What a turn
 * leaves is taken up in the next one.
 */
export async function answerRequests(input: Input): Promise<void> {
  const { store, nowS, say, isOver } = input
  for (const { id, attempts } of store.dueRequests(nowS)) {
    if (isOver()) return
    try {
      const offered = await answerOne(input, id)
      if (offered === undefined) return
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

/** Returns how many offers the request has in the end, or undefined when the turn is over before. */
async function answerOne(
  { context, store, getBlock, readDescription, isOver }: Input,
  id: bigint,
): Promise<number | undefined> {
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
    if (isOver()) return undefined
    const description = await readDescription(terms.dataSet)
    if (!description || !matchRequest(request, description)) continue
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
