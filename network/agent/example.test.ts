import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startIndexer } from '../indexer/startIndexer.ts'
import { startStorage } from '../storage/startStorage.ts'
import { buyExample } from '../tools/buyExample.ts'
import { startAgent } from './startAgent.ts'
import { cast, chainId, seedOf, startTestMarket, type TestMarket } from './testMarket.ts'

/* The example of docs/sdk.md against everything that `qood up` runs: node, storage, index, agent with a car. */
let market: TestMarket
let folder: string
const running: { stop(): Promise<void> }[] = []

beforeAll(async () => {
  market = await startTestMarket()
  folder = await mkdtemp(join(tmpdir(), 'qood-example-'))
})
afterAll(async () => {
  for (const service of running.reverse()) await service.stop()
  await market.stop()
  await rm(folder, { recursive: true, force: true })
})

test('ten lines find, buy and open a data set', async () => {
  const storage = await startStorage({ folder: join(folder, 'storage'), httpPort: 0, limits: { reserveBytes: 0 } })
  running.push(storage)
  const { http } = storage.endpoints
  const wsUrl = market.rpcUrl.replace('http', 'ws')
  const indexer = await startIndexer({ database: ':memory:', rpcUrl: market.rpcUrl, wsUrl, port: 0, storage: [http] })
  running.push(indexer)
  running.push(
    await startAgent({
      ...{
        folder: join(folder, 'agent'),
        password: 'a test',
        rpcUrl: market.rpcUrl,
        chainId,
        nodes: [{ http }],
        port: 0,
      },
      ...{ privateKey: cast.agent.privateKey, bondQdd: 50n, say: () => {} },
      fleet: { cars: 1, firstCar: 1, pastTrips: 1, everyMs: 3_600_000, mostTrips: 1 },
    }),
  )
  const search = async () => (await fetch(`${indexer.url}/listings?kind=driving`)).json() as Promise<{ total: number }>
  await expect.poll(async () => (await search()).total, { timeout: 40_000 }).toBe(2)
  const config = {
    ...{ rpcUrl: market.rpcUrl, wsUrl, chainId },
    services: { indexer: { http: indexer.url }, storage: { http } },
  }
  const chunks: Uint8Array[] = []
  const onChunk = (plain: Uint8Array) => void chunks.push(plain)
  const privateKey = cast.appraiser.privateKey
  expect(await buyExample({ config, privateKey, seed: seedOf('me'), onChunk })).toMatch(/^0x[0-9a-f]{64}$/)
  const lines = Buffer.concat(chunks).toString().trim().split('\n')
  expect(lines).toHaveLength(900)
  expect(JSON.parse(lines[0]!)).toHaveProperty(['Vehicle.Speed'])
})
