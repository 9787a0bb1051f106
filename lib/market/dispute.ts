import { encodeFunctionData } from 'viem'
import { encodeHex, type Hex } from '../bytes/hex.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { dataMarketAbi } from '../contracts/DataMarket.ts'
import type { PartProof } from '../crypto/blake3.ts'
import type { DataSetRoots } from '../crypto/ChunkPage.ts'
import { decodeEntry, pageChunks } from '../crypto/ChunkPage.ts'
import { type GetBlock, MissingBlockError, readPage } from '../crypto/openData.ts'
import { proveKey, proveSector } from '../crypto/proveDispute.ts'
import { formatRawCid } from '../crypto/rawCid.ts'
import type { Verdict } from './checkDelivery.ts'
import type { Content } from './DataSet.ts'
import type { Order } from './Order.ts'
import type { OpenedDelivery } from './openDelivery.ts'
import type { Delivered } from './readOrder.ts'
import { type MarketContext, sendCall } from './sendCall.ts'
import type { Terms } from './Terms.ts'

type Input = {
  terms: Terms
  order: Order
  content: Content
  delivery: Delivered
  opened: OpenedDelivery
  secret: Uint8Array
  set: DataSetRoots
  getBlock: GetBlock
  verdict: Exclude<Verdict, { kind: 'right' }>
}

/** Proves to the contract what checkDelivery found, and gets price and bond back. It reveals the order's one-time secret. */
export async function disputeDelivery(context: MarketContext, input: Input): Promise<Hex> {
  const { verdict } = input
  const data =
    verdict.kind === 'wrongKey' ? await encodeKeyClaim(input) : await encodeSectorClaim(input, verdict.sector)
  return (await sendCall(context, { to: systemContracts.dataMarket, data })).transactionHash
}

async function encodeKeyClaim({ terms, order, content, delivery, opened, verdict, ...input }: Input): Promise<Hex> {
  const { chunk, leaf, siblings } = await proveKey({ ...input, index: verdict.chunk })
  const claim = {
    secret: BigInt(encodeHex(input.secret)),
    sample: BigInt(opened.sampleOf(chunk)),
    chunk: BigInt(chunk),
    leaf: encodeHex(leaf),
    siblings: siblings.map(encodeHex),
  }
  const args = [terms, order, content, delivery, claim] as const
  return encodeFunctionData({ abi: dataMarketAbi, functionName: 'disputeKey', args })
}

async function encodeSectorClaim(input: Input, sector: number): Promise<Hex> {
  const { terms, order, content, delivery, opened, verdict, set, getBlock } = input
  const page = await readPage(set, Math.floor(verdict.chunk / pageChunks), getBlock)
  const cid = formatRawCid(decodeEntry(page, verdict.chunk % pageChunks).digest)
  const block = await getBlock(cid)
  if (!block) throw new MissingBlockError(cid)
  const evidence = await proveSector({ set, getBlock, sector, block })
  const claim = {
    secret: BigInt(encodeHex(input.secret)),
    sample: BigInt(opened.sampleOf(verdict.chunk)),
    sector: BigInt(sector),
    length: evidence.length,
    siblings: evidence.siblings.map(encodeHex),
    cipher: encodePart(evidence.cipher),
    promised: encodePart(evidence.promised),
  }
  const args = [terms, order, content, delivery, claim] as const
  return encodeFunctionData({ abi: dataMarketAbi, functionName: 'disputeSector', args })
}

function encodePart({ data, path, siblings }: PartProof) {
  return { data: encodeHex(data), path, siblings: siblings.map(encodeHex) }
}
