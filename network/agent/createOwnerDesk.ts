import { recoverTypedDataAddress } from 'viem'
import { readContract } from 'viem/actions'
import * as z from 'zod'
import { equalBytes } from '../../lib/bytes/equalBytes.ts'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { sharesAbi } from '../../lib/contracts/Shares.ts'
import { decodeEntry } from '../../lib/crypto/ChunkPage.ts'
import { createKeyWalk, hashKeyLeaf, maxDepth } from '../../lib/crypto/keyTree.ts'
import { type GetBlock, readPage } from '../../lib/crypto/openData.ts'
import { BaseError } from '../../lib/errors.ts'
import { offerTypedData } from '../../lib/market/agentOffer.ts'
import { createListing } from '../../lib/market/createListing.ts'
import { rootsOf } from '../../lib/market/description.ts'
import { fetchDescription } from '../../lib/market/fetchDescription.ts'
import { checkDataSet, findDataSet } from '../../lib/market/readListing.ts'
import { openSealedRoot, type SealedRoot } from '../../lib/market/sealedRoot.ts'
import type { MarketContext } from '../../lib/market/sendCall.ts'
import type { AgentStore } from './openAgentStore.ts'

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

type Options = { context: MarketContext; store: AgentStore; grantKey: Uint8Array; getBlock: GetBlock; chainId: number }

/** Returns how owners hand their data over: the keys of a data set, then the order to sell it. */
export function createOwnerDesk({ context, store, grantKey, getBlock, chainId }: Options) {
  const { client, account } = context

  async function findOwner(dataSetId: Hex): Promise<Address> {
    const found = await findDataSet(client, dataSetId)
    if (!found) throw new UnknownDataSetError(dataSetId)
    const { agreementId } = found.dataSet
    const shares = { address: systemContracts.shares, abi: sharesAbi } as const
    const args = [agreementId, account.address] as const
    const [[actsFor], { owner }] = await Promise.all([
      readContract(client, { ...shares, functionName: 'actsFor', args }),
      readContract(client, { ...shares, functionName: 'agreementOf', args: [agreementId] }),
    ])
    if (!actsFor) throw new NotAppointedError(account.address, agreementId)
    return owner
  }

  return {
    /** Takes the keys of a data set; whoever brings them, they are kept only if they are its keys. */
    async takeGrant(sealed: SealedRoot): Promise<{ dataSet: Hex }> {
      const dataSet = sealed.dataSet as Hex
      const root = await openSealedRoot(sealed, grantKey)
      const found = await findDataSet(client, dataSet)
      if (!found) throw new UnknownDataSetError(dataSet)
      checkDataSet(dataSet, found)
      const set = rootsOf(await fetchDescription(found, getBlock))
      const entry = decodeEntry(await readPage(set, 0, getBlock), 0)
      if (!equalBytes(hashKeyLeaf(0, createKeyWalk(root, maxDepth)(0)), entry.keyLeaf))
        throw new WrongGrantError(dataSet)
      store.putRoot(dataSet, root)
      return { dataSet }
    },

    /** Lists a data set as its owner has signed. */
    async list({ signature, ...offer }: OfferRequest): Promise<{ listing: Hex }> {
      const dataSet = offer.dataSet as Hex
      const owner = await findOwner(dataSet)
      if (!store.getRoot(dataSet)) throw new NoGrantError(dataSet)
      const message = { ...offer, dataSet, token: offer.token as Address, agent: account.address }
      const signer = await recoverTypedDataAddress({ ...offerTypedData(message, chainId), signature: signature as Hex })
      if (signer !== owner) throw new NotTheOwnerError(owner, signer)
      const { id, terms } = await createListing(context, {
        ...offer,
        ...{ dataSet, token: message.token, price: BigInt(offer.price) },
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

export class WrongGrantError extends BaseError {
  override readonly name = 'Agent.WrongGrantError'
  constructor(id: Hex) {
    super(`Expected the keys of data set ${id}, found others.`)
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
