import { hexToString } from 'viem'
import type { Hex } from '../../bytes/hex.ts'
import type { NodeClient } from '../../chain/createNodeClient.ts'
import { readContract } from '../../chain/readContract.ts'
import { systemContracts } from '../../chain/systemContracts.ts'
import { dictionaryRegistryAbi } from '../../contracts/DictionaryRegistry.ts'
import { formatVersion } from '../version.ts'

/** A published version, as the registry has it. */
export type Release = {
  /** The number that agreements and data sets name. */
  number: number
  id: string
  version: string
  publishedAtMs: number
  isDeprecated: boolean
  /** The release to use instead. */
  replacement: number | undefined
  hash: Hex
  cid: string
}

const registry = { address: systemContracts.dictionaryRegistry, abi: dictionaryRegistryAbi } as const
/** More are not listed at once; the newest come first. */
const maxListed = 1_000

/** Returns the releases, the newest first. */
export async function readReleases(client: NodeClient): Promise<Release[]> {
  const count = Number(await readContract(client, { ...registry, functionName: 'releases' }))
  const numbers = Array.from({ length: Math.min(count, maxListed) }, (_, i) => count - i)
  const found = await Promise.all(numbers.map((number) => readRelease(client, number)))
  return found.filter((release) => release !== undefined)
}

/** Returns a release by its number, or undefined when there is none. */
export async function readRelease(client: NodeClient, number: number): Promise<Release | undefined> {
  const found = await readContract(client, { ...registry, functionName: 'releaseOf', args: [number] })
  if (Number(found.publishedAt) === 0) return undefined
  return {
    number,
    id: decodeName(found.name),
    version: formatVersion(found.version),
    publishedAtMs: Number(found.publishedAt) * 1_000,
    isDeprecated: found.deprecated,
    replacement: found.replacement === 0 ? undefined : found.replacement,
    hash: found.hash,
    cid: found.cid,
  }
}

/** Returns the name that 32 bytes hold. */
export function decodeName(name: Hex): string {
  return hexToString(name, { size: 32 }).replace(/\0+$/, '')
}
