import { type ContractFunctionArgs, decodeAbiParameters, encodeAbiParameters, getAbiItem, keccak256 } from 'viem'
import type { Hex } from '../bytes/hex.ts'
import { dataRegistryAbi } from '../contracts/DataRegistry.ts'
import { openBytes } from './openBytes.ts'

type Registration = ContractFunctionArgs<typeof dataRegistryAbi, 'nonpayable', 'register'>

/** Whose a data set is and what it says, as registered. */
export type DataSet = Registration[0]
/** What a data set commits to, as registered. Its hash is the id of the data set. */
export type Content = Registration[1]

const [dataSetParameter, contentParameter] = getAbiItem({ abi: dataRegistryAbi, name: 'register' }).inputs

/** Returns the hash by which a content names its data set. */
export function hashDataSet(dataSet: DataSet): Hex {
  return keccak256(encodeDataSet(dataSet))
}

/** Returns the id of a data set: the hash of its content. */
export function hashContent(content: Content): Hex {
  return keccak256(encodeContent(content))
}

/** Returns a data set as the bytes that its content names by hash. */
export function encodeDataSet(dataSet: DataSet): Hex {
  return encodeAbiParameters([dataSetParameter], [dataSet])
}

/** Returns the data set in such bytes; throws on anything else. */
export function decodeDataSet(bytes: Hex): DataSet {
  return openBytes('a data set', () => decodeAbiParameters([dataSetParameter], bytes)[0])
}

/** Returns a content as the bytes whose hash is the id of the data set. */
export function encodeContent(content: Content): Hex {
  return encodeAbiParameters([contentParameter], [content])
}

/** Returns the content in such bytes; throws on anything else. */
export function decodeContent(bytes: Hex): Content {
  return openBytes('the content of a data set', () => decodeAbiParameters([contentParameter], bytes)[0])
}

/** Owner and maker data, user data, disputed data, each normal or private: the contract's class of four bits. */
export function describeClass(class_: number): {
  dataClass: 'none' | 'maker' | 'user' | 'disputed'
  isPrivate: boolean
} {
  const kinds = ['none', 'maker', 'user', 'disputed'] as const
  return { dataClass: kinds[class_ & 3] ?? 'none', isPrivate: (class_ & 4) !== 0 }
}
