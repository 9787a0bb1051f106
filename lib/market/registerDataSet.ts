import { encodeFunctionData, zeroAddress, zeroHash } from 'viem'
import type { Address } from '../bytes/hex.ts'
import { encodeHex, type Hex } from '../bytes/hex.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { dataRegistryAbi } from '../contracts/DataRegistry.ts'
import { type Content, type DataSet, hashContent, hashDataSet } from './DataSet.ts'
import { hashDescription, rootsOf } from './description.ts'
import type { Description } from './descriptionSchema.ts'
import { type MarketContext, sendCall } from './sendCall.ts'

export type RegistrationInput = {
  description: Description
  /** The file as it is stored. */
  text: string
  cid: string
  publisher: Address
  /** The agreement of owner and maker that the data was recorded under; absent for data without a vehicle. */
  agreement?: { id: bigint; groups: bigint; dictionary: number }
  /** Who stores it for a part of the revenue. */
  keeper?: { address: Address; bps: number }
}

/** Returns what a described data set is registered as, with its id. */
export function createRegistration({ description, text, cid, publisher, agreement, keeper }: RegistrationInput) {
  const dataSet: DataSet = {
    publisher,
    agreementId: agreement?.id ?? 0n,
    groups: agreement?.groups ?? 0n,
    dictionary: agreement?.dictionary ?? 0,
    descriptionHash: hashDescription(text),
    storageIndex: zeroHash,
    keeper: keeper?.address ?? zeroAddress,
    keeperBps: keeper?.bps ?? 0,
    descriptionCid: cid,
    sources: (description.sources ?? []).map(({ dataSet, bps }) => ({ dataSet: dataSet as Hex, bps })),
  }
  const { chunks, sectorsPerChunk, dataRoot, keyRoot } = rootsOf(description)
  const content: Content = {
    chunks,
    sectorsPerChunk,
    dataRoot: encodeHex(dataRoot),
    keyRoot: encodeHex(keyRoot),
    dataSetHash: hashDataSet(dataSet),
  }
  return { dataSet, content, id: hashContent(content) }
}

/** Registers a described data set; returns its id. */
export async function registerDataSet(context: MarketContext, input: RegistrationInput) {
  const { dataSet, content, id } = createRegistration(input)
  const data = encodeFunctionData({ abi: dataRegistryAbi, functionName: 'register', args: [dataSet, content] })
  const receipt = await sendCall(context, { to: systemContracts.dataRegistry, data })
  return { id, dataSet, content, transaction: receipt.transactionHash }
}

/** Stops new trades of a data set; orders that were paid go on. */
export async function withdrawDataSet(context: MarketContext, id: Hex): Promise<void> {
  const data = encodeFunctionData({ abi: dataRegistryAbi, functionName: 'withdraw', args: [id] })
  await sendCall(context, { to: systemContracts.dataRegistry, data })
}
