import { recoverTypedDataAddress } from 'viem'
import { readContract } from 'viem/actions'
import * as z from 'zod'
import { equalBytes } from '../../lib/bytes/equalBytes.ts'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { sharesAbi } from '../../lib/contracts/Shares.ts'
import type { GetBlock } from '../../lib/crypto/openData.ts'
import { BaseError } from '../../lib/errors.ts'
import { offerTypedData } from '../../lib/market/agentOffer.ts'
import { createListing } from '../../lib/market/createListing.ts'
import { fetchDescription } from '../../lib/market/fetchDescription.ts'
import { checkDataSet, findDataSet } from '../../lib/market/readListing.ts'
import { openSealedRoot, type SealedRoot } from '../../lib/market/sealedRoot.ts'
import type { MarketContext } from '../../lib/market/sendCall.ts'
import { checkGrant } from './checkGrant.ts'
import type { AgentStore } from './openAgentStore.ts'
import type { RiskLimits } from './riskLimits.ts'

const bytes32 = z.string().regex(/^0x[0-9a-f]{64}$/)
const wei = z.string().regex(/^\d{1,38}$/)
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
  /** The owner's signature of all this. */
  signature: z.string().regex(/^0x[0-9a-f]{130}$/),
})
export type OfferRequest = z.infer<typeof offerRequestSchema>
export type OwnerDesk = ReturnType<typeof createOwnerDesk>

type Options = {
  context: MarketContext
  store: AgentStore
  grantKey: Uint8Array
  getBlock: GetBlock
  chainId: number
  limits: RiskLimits
}

/** Opening data takes work; so many at a time leave room for what the agent is there for. */
const mostChecks = 2

/** Returns how owners hand their data over: the keys of a data set, then the order to sell it. */
export function createOwnerDesk({ context, store, grantKey, getBlock, chainId, limits }: Options) {
  const { client, account } = context
  let checks = 0

  /** What was registered, and who owns it: one that has named this agent. */
  async function findEntrusted(dataSetId: Hex) {
    const found = await findDataSet(client, dataSetId)
    if (!found) throw new UnknownDataSetError(dataSetId)
    checkDataSet(dataSetId, found)
    const { agreementId } = found.dataSet
    const shares = { address: systemContracts.shares, abi: sharesAbi } as const
    const args = [agreementId, account.address] as const
    const [[actsFor], { owner }] = await Promise.all([
      readContract(client, { ...shares, functionName: 'actsFor', args }),
      readContract(client, { ...shares, functionName: 'agreementOf', args: [agreementId] }),
    ])
    if (!actsFor) throw new NotAppointedError(account.address, agreementId)
    return { ...found, owner }
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

    /** Lists a data set as its owner has signed. */
    async list({ signature, ...offer }: OfferRequest): Promise<{ listing: Hex }> {
      const dataSet = offer.dataSet as Hex
      const { owner } = await findEntrusted(dataSet)
      if (!store.findOwner(dataSet)) throw new NoGrantError(dataSet)
      const message = { ...offer, dataSet, token: offer.token as Address, agent: account.address }
      const signer = await recoverTypedDataAddress({ ...offerTypedData(message, chainId), signature: signature as Hex })
      if (signer !== owner) throw new NotTheOwnerError(owner, signer)
      const price = BigInt(offer.price)
      if (price > limits.mostPriceWei) throw new PriceTooHighError(price, limits.mostPriceWei)
      const { id, terms } = await createListing(context, {
        ...offer,
        ...{ dataSet, token: message.token, price },
        ...{ chunkPrice: BigInt(offer.chunkPrice), samplePrice: BigInt(offer.samplePrice) },
      })
      store.putListing(id, terms)
      return { listing: id }
    },
  }
}

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
