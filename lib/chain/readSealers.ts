import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from './createNodeClient.ts'
import { decodeExtraData } from './extraData.ts'
import { hashSealDigest } from './hashHeader.ts'
import { parseHeader } from './parseHeader.ts'
import { recoverSealers } from './recoverSealers.ts'

export type Sealers = {
  round: number
  /** Who signed, recovered here from the signatures, in the order of the seals. */
  signers: readonly Address[]
  /** The elected set that was to seal this block, by the word of the node; undefined where it keeps it no longer. */
  producers: readonly Address[] | undefined
}

/** Returns who sealed a block, or undefined where the chain carries no seals. The signatures are recovered here. */
export async function readSealers(client: NodeClient, blockHash: Hex): Promise<Sealers | undefined> {
  const request = client.request as (call: { method: string; params: unknown[] }) => Promise<unknown>
  const header = parseHeader(await request({ method: 'eth_getBlockByHash', params: [blockHash, false] }))
  const extra = readExtraData(header.extraData)
  if (!extra || extra.seals.length === 0) return undefined
  const digest = hashSealDigest(header)
  const signers: Address[] = []
  for (const seal of extra.seals) {
    signers.push(...recoverSealers(digest, [seal]))
    // A signature costs a millisecond or two: let the page breathe between them.
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { round: extra.round, signers, producers: await readProducers(client, blockHash) }
}

/** A node forgets the states of old blocks, and with them who was elected then. */
async function readProducers(client: NodeClient, blockHash: Hex): Promise<readonly Address[] | undefined> {
  try {
    const request = client.request as (call: { method: string; params: unknown[] }) => Promise<Address[]>
    return await request({ method: 'qbft_getValidatorsByBlockHash', params: [blockHash] })
  } catch {
    return undefined
  }
}

function readExtraData(extraData: Hex) {
  try {
    return decodeExtraData(extraData)
  } catch {
    return undefined
  }
}
