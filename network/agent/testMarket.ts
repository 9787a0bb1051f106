import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generatePrivateKey } from 'viem/accounts'
import type { Hex } from '../../lib/bytes/hex.ts'
import { createNodeClient, type NodeClient } from '../../lib/chain/createNodeClient.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { createMemoryBlocks, sourceOf } from '../../lib/crypto/fixtures/createMemoryBlocks.ts'
import { checkChunk, openChunk } from '../../lib/crypto/openChunk.ts'
import { sealChunk } from '../../lib/crypto/sealChunk.ts'
import { depositBond } from '../../lib/market/bond.ts'
import { createListing, type Offer } from '../../lib/market/createListing.ts'
import { createLocalAccount } from '../../lib/market/createLocalAccount.ts'
import { packGroups } from '../../lib/market/fieldGroups.ts'
import { publishDataSet } from '../../lib/market/publishDataSet.ts'
import type { MarketContext } from '../../lib/market/sendCall.ts'
import { type CastName, developmentCast } from '../genesis/developmentCast.ts'
import { developmentChainId } from '../genesis/developmentKeys.ts'
import { defaultNodeOptions, type Node, startNode } from '../node/startNode.ts'
import { registerCar } from './fleet/registerCar.ts'

/* A market for tests: the real node with fast blocks, the cast of the development chain, blocks of data in memory. */
export const chainId = developmentChainId
export const cast = developmentCast(chainId)
export const unit = 10n ** 18n
export const { qdd } = systemContracts
export const farAwayS = 4_000_000_000

export type TestMarket = Awaited<ReturnType<typeof startTestMarket>>

export async function startTestMarket() {
  const data = await mkdtemp(join(tmpdir(), 'qood-market-'))
  const faults: unknown[] = []
  const onFault = (error: unknown) => faults.push(error)
  const options = { ...defaultNodeOptions, data, slotMs: 40, heartbeatMs: 200, onFault }
  let node: Node = await startNode({ ...options, rpcPort: 0 })
  const { port, rpcUrl } = node
  const client = createNodeClient({ rpcUrl, wsUrl: rpcUrl.replace('http', 'ws') })
  const store = createMemoryBlocks()

  return {
    data,
    rpcUrl,
    client,
    ...store,
    checkChunk,
    openChunk,
    of: (name: CastName) => contextOf(client, cast[name].privateKey),
    stranger: () => contextOf(client, generatePrivateKey()),
    skip: (seconds: number) => node.skipTime(seconds * 1_000),
    async restart() {
      await node.stop()
      node = await startNode({ ...options, rpcPort: port })
    },
    async stop() {
      await node.stop()
      await rm(data, { recursive: true, force: true })
      if (faults.length > 0) throw faults[0]
    },
  }
}

export function contextOf(client: NodeClient, privateKey: Hex): MarketContext {
  return { client, account: createLocalAccount({ client, privateKey, chainId }) }
}

export const seedOf = (name: string) => new TextEncoder().encode(name.padEnd(32, '.')).slice(0, 32)

/** Lines of JSON, one a second. */
export function tripOf(seconds: number): Uint8Array<ArrayBuffer> {
  const lines = Array.from({ length: seconds }, (_, i) =>
    JSON.stringify({ time: 1_700_000_000_000 + i * 1000, 'Vehicle.Speed': 40 + (i % 20) }),
  )
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}

/** A car of the owner under an agreement, and a trip of it on the market. */
export async function sellTrip(market: TestMarket, owner: MarketContext, input: SellInput = {}) {
  const { vin = 'LSV00000000000001', seconds = 300, bytes = tripOf(seconds), offer = {} } = input
  const maker = market.of('maker')
  const registrarKey = cast.registrar.privateKey
  const car = await registerCar({ ...{ chainId, owner, maker, registrarKey, vin }, model: 'Qood/Test/2026' })
  const published = await publishDataSet(owner, {
    source: sourceOf(bytes, 4096),
    plan: { kind: 'windows', maxChunkBytes: 65_536, windowMs: 60_000, firstMs: 1_700_000_000_000, timeField: 'time' },
    ...{ sealChunk, putBlock: input.putBlock ?? market.putBlock, seed: seedOf(vin) },
    ...{ dataClass: 'user', privacy: 'normal', choices: { title: 'A trip' } },
    agreement: { id: car.agreementId, groups: packGroups([3]), dictionary: 1 },
  })
  const price = 10n * unit
  await depositBond(owner, qdd, 10n * unit)
  const listing = await createListing(owner, {
    ...{ dataSet: published.id, token: qdd, price, chunkPrice: 3n * unit, samplePrice: 2n * unit },
    ...{ expiresAtS: farAwayS, deliverTimeS: 600, disputeTimeS: 600 },
    ...offer,
  })
  return { ...car, ...published, dataSetId: published.id, listing: listing.id, terms: listing.terms }
}

type SellInput = {
  vin?: string
  seconds?: number
  bytes?: Uint8Array<ArrayBuffer>
  offer?: Partial<Offer>
  putBlock?: (cid: string, block: Uint8Array<ArrayBuffer>) => Promise<void>
}
