import { type ContractFunctionArgs, encodeAbiParameters, getAbiItem, keccak256 } from 'viem'
import type { Hex } from '../bytes/hex.ts'
import { dataRegistryAbi } from '../contracts/DataRegistry.ts'

type Registration = ContractFunctionArgs<typeof dataRegistryAbi, 'nonpayable', 'register'>

/** Whose a data set is and what it says, as registered. */
export type DataSet = Registration[0]
/** What a data set commits to, as registered. Its hash is the id of the data set. */
export type Content = Registration[1]

const [dataSetParameter, contentParameter] = getAbiItem({ abi: dataRegistryAbi, name: 'register' }).inputs

/** Returns the hash by which a content names its data set. */
export function hashDataSet(dataSet: DataSet): Hex {
  return keccak256(encodeAbiParameters([dataSetParameter], [dataSet]))
}

/** Returns the id of a data set: the hash of its content. */
export function hashContent(content: Content): Hex {
  return keccak256(encodeAbiParameters([contentParameter], [content]))
}

/** Owner and maker data, user data, disputed data, each normal or private: the contract's class of four bits. */
export function describeClass(class_: number): {
  dataClass: 'none' | 'maker' | 'user' | 'disputed'
  isPrivate: boolean
} {
  const kinds = ['none', 'maker', 'user', 'disputed'] as const
  return { dataClass: kinds[class_ & 3] ?? 'none', isPrivate: (class_ & 4) !== 0 }
}
