import { hashTypedData, recoverAddress } from 'viem'
import { getLogs, readContract } from 'viem/actions'
import * as z from 'zod'
import { equalBytes } from '../../lib/bytes/equalBytes.ts'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { dataMarketAbi } from '../../lib/contracts/DataMarket.ts'
import { sharesAbi } from '../../lib/contracts/Shares.ts'
import type { GetBlock } from '../../lib/crypto/openData.ts'
import { BaseError } from '../../lib/errors.ts'
import { closingTypedData, offerTypedData } from '../../lib/market/agentOffer.ts'
import { closeListing, createListing, createTerms } from '../../lib/market/createListing.ts'
import { fetchDescription } from '../../lib/market/fetchDescription.ts'
import { eventOf } from '../../lib/market/marketEvents.ts'
import { checkDataSet, findDataSet } from '../../lib/market/readListing.ts'
import { openSealedRoot, type SealedRoot } from '../../lib/market/sealedRoot.ts'
import type { MarketContext } from '../../lib/market/sendCall.ts'
import { hashTerms } from '../../lib/market/Terms.ts'
import { checkGrant } from './checkGrant.ts'
import type { AgentStore } from './openAgentStore.ts'
import type { RiskLimits } from './riskLimits.ts'

const bytes32 = z.string().regex(/^0x[0-9a-f]{64}$/)
const wei = z.string().regex(/^\d{1,38}$/)
const signature = z.string().regex(/^0x[0-9a-f]{130}$/)
const time = z
  .int()
  .min(600)
  .max(30 * 86_400)

export const offerRequestSchema = z.strictObject({
  dataSet: bytes32,
  token: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  price: wei,
  chunkPrice: wei,
  samplePrice: wei,
  deliverTimeS: time,
  disputeTimeS: time,
  expiresAtS: z
    .int()
    .min(0)
    .max(2 ** 40 - 1),
  /** Of two requests about a data set the later one counts. */
  signedAtMs: z.int().min(1),
  /** The owner's signature of all this. */
  signature,
})
export const closingRequestSchema = z.strictObject({ dataSet: bytes32, signedAtMs: z.int().min(1), signature })
export type ClosingRequest = z.infer<typeof closingRequestSchema>
export type OfferRequest = z.infer<typeof offerRequestSchema>
export type OwnerDesk = ReturnType<typeof createOwnerDesk>

type Options = {
  context: MarketContext
  store: AgentStore
  grantKey: Uint8Array
  getBlock: GetBlock
  chainId: number
  limits: RiskLimits
  now(): number
}

/** How far the clocks of an owner and of the agent may be apart; a time far ahead would shut out what the owner signs next. */
const mostAheadMs = 600_000

/** Opening data takes work; so many at a time leave room for what the agent is there for. */
const mostChecks = 2

/** Returns how owners hand their data over: the keys of a data set, then the order to sell it. */
export function createOwnerDesk({ context, store, grantKey, getBlock, chainId, limits, now }: Options) {
  const { client, account } = context
  let checks = 0
  let last: Promise<unknown> = Promise.resolve()

  /** One request after the other, so that a later one finds what an earlier one has listed. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }

  /** What was registered, and who owns it. */
  async function findOwned(dataSetId: Hex) {
    const found = await findDataSet(client, dataSetId)
    if (!found) throw new UnknownDataSetError(dataSetId)
    checkDataSet(dataSetId, found)
    const { owner } = await readContract(client, {
      ...{ ...shares, functionName: 'agreementOf' },
      args: [found.dataSet.agreementId],
    })
    return { ...found, owner }
  }

  /** The same, of an owner who has named this agent. */
  async function findEntrusted(dataSetId: Hex) {
    const found = await findOwned(dataSetId)
    const { agreementId } = found.dataSet
    const args = [agreementId, account.address] as const
    const [actsFor] = await readContract(client, { ...shares, functionName: 'actsFor', args })
    if (!actsFor) throw new NotAppointedError(account.address, agreementId)
    return found
  }

  async function checkSigner({ signature }: SignedRequest, hash: Hex, owner: Address): Promise<void> {
    const signer = await recoverAddress({ hash, signature: signature as Hex })
    if (signer !== owner) throw new NotTheOwnerError(owner, signer)
  }

  /** Throws when something later was signed about the data set; afterwards nothing older counts. */
  function takeTime({ dataSet, signedAtMs }: SignedRequest): void {
    if (signedAtMs > now() + mostAheadMs) throw new EarlyRequestError(signedAtMs, now())
    if (!store.putRequestTime(dataSet as Hex, signedAtMs)) throw new OldRequestError(signedAtMs)
  }

  const isListed = (listing: Hex) => readContract(client, { ...market, functionName: 'isListed', args: [listing] })

  /** Ends what is listed of a data set, except for `but`. The chain says what that is, whatever a crash has lost here. */
  async function closeListings(dataSet: Hex, but?: Hex): Promise<number> {
    const logs = await getLogs(client, {
      ...{ address: market.address, event: eventOf(dataMarketAbi, 'Listed'), fromBlock: 0n, strict: true },
      args: { dataSet, seller: account.address },
    })
    let closed = 0
    for (const { listing, terms } of logs.map(({ args }) => args)) {
      if (listing === but || !(await isListed(listing))) continue
      await closeListing(context, terms)
      store.closeListing(listing)
      closed++
    }
    return closed
  }

  function isKept(dataSet: Hex, root: Uint8Array): boolean {
    const known = store.findOwner(dataSet) === undefined ? undefined : store.getRoot(dataSet)
    return known !== undefined && equalBytes(known, root)
  }

  async function checkOneOfFew(input: Parameters<typeof checkGrant>[0]): Promise<void> {
    if (checks >= mostChecks) throw new BusyError(mostChecks)
    checks++
    try {
      await checkGrant(input)
    } finally {
      checks--
    }
  }

  return {
    /** Takes the keys of a data set that its owner has entrusted; they are kept only if they open all of it. */
    async takeGrant(sealed: SealedRoot): Promise<{ dataSet: Hex }> {
      const dataSet = sealed.dataSet as Hex
      const root = await openSealedRoot(sealed, grantKey)
      if (isKept(dataSet, root)) return { dataSet }
      const { owner, ...found } = await findEntrusted(dataSet)
      const description = await fetchDescription(found, getBlock)
      await checkOneOfFew({ dataSet, description, root, getBlock, limits })
      store.atomically(() => {
        store.putRoot(dataSet, root)
        store.putOwner(dataSet, owner)
      })
      return { dataSet }
    },

    /** Lists a data set as its owner has signed; what was listed of it before ends first. */
    async list(request: OfferRequest): Promise<{ listing: Hex }> {
      const { signature: _, ...offer } = request
      const dataSet = offer.dataSet as Hex
      const token = offer.token as Address
      const { owner } = await findEntrusted(dataSet)
      if (!store.findOwner(dataSet)) throw new NoGrantError(dataSet)
      const typed = offerTypedData({ ...offer, dataSet, token, agent: account.address }, chainId)
      await checkSigner(request, hashTypedData(typed), owner)
      const price = BigInt(offer.price)
      if (price > limits.mostPriceWei) throw new PriceTooHighError(price, limits.mostPriceWei)
      const parts = { chunkPrice: BigInt(offer.chunkPrice), samplePrice: BigInt(offer.samplePrice) }
      const wanted = { ...offer, ...parts, dataSet, token, price }
      return inTurn(async () => {
        takeTime(request)
        const same = hashTerms(await createTerms(client, account.address, wanted))
        await closeListings(dataSet, same)
        if (await isListed(same)) return { listing: same }
        const { id, terms } = await createListing(context, wanted)
        store.putListing(id, terms)
        return { listing: id }
      })
    },

    /** Ends what is listed of a data set, as its owner has signed, also one that has taken the appointment back. */
    async close(request: ClosingRequest): Promise<{ closed: number }> {
      const { signature: _, ...closing } = request
      const dataSet = closing.dataSet as Hex
      const { owner } = await findOwned(dataSet)
      const typed = closingTypedData({ ...closing, dataSet, agent: account.address }, chainId)
      await checkSigner(request, hashTypedData(typed), owner)
      return inTurn(async () => {
        takeTime(request)
        return { closed: await closeListings(dataSet) }
      })
    },
  }
}

const market = { address: systemContracts.dataMarket, abi: dataMarketAbi } as const
const shares = { address: systemContracts.shares, abi: sharesAbi } as const
type SignedRequest = Pick<OfferRequest, 'dataSet' | 'signedAtMs' | 'signature'>

export class UnknownDataSetError extends BaseError {
  override readonly name = 'Agent.UnknownDataSetError'
  constructor(id: Hex) {
    super(`Expected a data set that is registered, found ${id}.`)
  }
}

export class NotAppointedError extends BaseError {
  override readonly name = 'Agent.NotAppointedError'
  constructor(agent: Address, agreement: bigint) {
    super(`Expected agreement ${agreement} to name ${agent} as agent, found that it does not.`)
  }
}

export class BusyError extends BaseError {
  override readonly name = 'Agent.BusyError'
  constructor(most: number) {
    super(`Expected at most ${most} grants to be checked at a time, found one more.`, {
      metaMessages: ['Try again in a minute.'],
    })
  }
}

export class PriceTooHighError extends BaseError {
  override readonly name = 'Agent.PriceTooHighError'
  constructor(found: bigint, most: bigint) {
    super(
      `Expected a price of at most ${most} wei, which is what this agent puts its bond at stake for, found ${found}.`,
    )
  }
}

export class NoGrantError extends BaseError {
  override readonly name = 'Agent.NoGrantError'
  constructor(id: Hex) {
    super(`Expected a grant of data set ${id} before it is listed, found none.`)
  }
}

export class NotTheOwnerError extends BaseError {
  override readonly name = 'Agent.NotTheOwnerError'
  constructor(owner: Address, signer: Address) {
    super(`Expected an offer signed by ${owner}, found ${signer}.`)
  }
}

export class OldRequestError extends BaseError {
  override readonly name = 'Agent.OldRequestError'
  constructor(found: number) {
    super(`Expected a request signed after the last one about this data set, found one of ${found}.`, {
      metaMessages: ['Sign it anew; somebody may also have sent an old request again.'],
    })
  }
}

export class EarlyRequestError extends BaseError {
  override readonly name = 'Agent.EarlyRequestError'
  constructor(found: number, nowMs: number) {
    super(`Expected a request signed by now, which is ${nowMs}, found one of ${found}.`, {
      metaMessages: ['Set the clock of this device.'],
    })
  }
}
