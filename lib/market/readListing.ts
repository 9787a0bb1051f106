import { getLogs } from 'viem/actions'
import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { dataMarketAbi } from '../contracts/DataMarket.ts'
import { dataRegistryAbi } from '../contracts/DataRegistry.ts'
import { BaseError } from '../errors.ts'
import { type Content, type DataSet, describeClass, hashContent, hashDataSet } from './DataSet.ts'
import { eventOf } from './marketEvents.ts'
import { hashTerms, type Terms } from './Terms.ts'

/** A listing with its data set, as the chain has them. */
export type Listing = {
  id: Hex
  terms: Terms
  dataSet: DataSet
  content: Content
  isOpen: boolean
  /** Whether the market would let it be bought now, and if not the contract's reason. */
  isLive: boolean
  dataClass: ReturnType<typeof describeClass>['dataClass']
  isPrivate: boolean
}

export type ListingHint = { terms: Terms; dataSet: DataSet; content: Content }

/**
 * Returns a listing by its id, or undefined when there is none. `hint` is what an indexer says it is: it is checked by
 * hash, so it need not be trusted; without it the logs are asked.
 */
export async function readListing(client: NodeClient, id: Hex, hint?: ListingHint): Promise<Listing | undefined> {
  const terms = hint?.terms ?? (await findTerms(client, id))
  if (!terms) return undefined
  const registered = hint ?? (await findDataSet(client, terms.dataSet))
  if (!registered) return undefined
  const found = { terms, ...registered }
  checkHint(id, found)
  return readListingState(client, id, found)
}

/** Throws unless the facts are those of the listing. */
export function checkHint(id: Hex, { terms, ...registered }: ListingHint): void {
  if (hashTerms(terms) !== id) throw new ForgedListingError(id, 'terms')
  checkDataSet(terms.dataSet, registered)
}

/** Returns a listing whose facts were checked before, with how it stands on the chain now. */
export async function readListingState(client: NodeClient, id: Hex, checked: ListingHint): Promise<Listing> {
  const { terms, dataSet, content } = checked
  const [isOpen, entry] = await Promise.all([
    readContract(client, {
      ...{ address: systemContracts.dataMarket, abi: dataMarketAbi },
      functionName: 'isListed',
      args: [id],
    }),
    readContract(client, {
      ...{ address: systemContracts.dataRegistry, abi: dataRegistryAbi },
      functionName: 'entryOf',
      args: [terms.dataSet],
    }),
  ])
  return { id, terms, dataSet, content, isOpen, isLive: entry.live, ...describeClass(entry.class_) }
}

/** Throws unless the content leads to the id and the data set belongs to the content. */
export function checkDataSet(id: Hex, { dataSet, content }: { dataSet: DataSet; content: Content }): void {
  if (hashContent(content) !== id) throw new ForgedListingError(id, 'content')
  if (hashDataSet(dataSet) !== content.dataSetHash) throw new ForgedListingError(id, 'data set')
}

/** Returns the terms of a listing, or undefined. */
export async function findTerms(client: NodeClient, id: Hex): Promise<Terms | undefined> {
  const [log] = await getLogs(client, {
    address: systemContracts.dataMarket,
    event: eventOf(dataMarketAbi, 'Listed'),
    args: { listing: id },
    fromBlock: 0n,
    strict: true,
  })
  return log?.args.terms
}

/** Returns what was registered under the id, or undefined. */
export async function findDataSet(client: NodeClient, id: Hex) {
  const [log] = await getLogs(client, {
    address: systemContracts.dataRegistry,
    event: eventOf(dataRegistryAbi, 'Registered'),
    args: { dataSetId: id },
    fromBlock: 0n,
    strict: true,
  })
  return log && { dataSet: log.args.dataSet, content: log.args.content }
}

/** Somebody brought facts that are not the ones that the chain has the hash of. */
export class ForgedListingError extends BaseError {
  override readonly name = 'Market.ForgedListingError'
  constructor(id: Hex, what: string) {
    super(`Expected the ${what} of ${id}, found something else under its name.`, {
      metaMessages: ['Whoever sent it is damaged or lies. Nothing of it is shown.'],
    })
  }
}
