import { keccak256 } from 'viem'
import { getLogs } from 'viem/actions'
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

type Input = {
  context: MarketContext
  store: AgentStore
  getBlock: GetBlock
  ids: readonly bigint[]
  say(line: string): void
}

/** Offers open listings to buyers who look for such: same currency, within the budget, and what the document asks for. */
export async function answerRequests(input: Input): Promise<void> {
  for (const id of input.ids) {
    const key = `request ${id}`
    if (input.store.getMeta(key)) continue
    try {
      const offered = await answerOne(input, id)
      input.store.setMeta(key, String(offered))
      input.say(`request ${id} got ${offered} offers`)
    } catch (error) {
      input.store.setMeta(key, `failed: ${(error as Error).message}`.slice(0, 200))
      input.say(`request ${id} gets no offer (${(error as Error).message.split('\n', 1)[0]})`)
    }
  }
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
  let offered = 0
  for (const { id: listing, terms } of store.openListings().slice(0, mostLooked)) {
    if (offered >= mostOffers) break
    if (terms.token.toLowerCase() !== token.toLowerCase() || terms.price > budget) continue
    const found = await findDataSet(client, terms.dataSet)
    if (!found || !matchRequest(request, await fetchDescription(found, getBlock))) continue
    await offerListing(context, id, listing)
    offered++
  }
  return offered
}
