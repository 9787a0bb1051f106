import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPublicClient, http, parseUnits } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OracleFeed, oracleFeeds } from '../../lib/appraisal/oracleFeeds.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { aucAbi } from '../../lib/contracts/AUC.ts'
import { buyBackAbi } from '../../lib/contracts/BuyBack.ts'
import { fiatTokenAbi } from '../../lib/contracts/FiatToken.ts'
import { oracleAbi } from '../../lib/contracts/Oracle.ts'
import { developmentCast } from '../genesis/developmentCast.ts'
import { developmentChainId } from '../genesis/developmentKeys.ts'
import { defaultNodeOptions, type Node, startNode } from '../node/startNode.ts'
import { createFileSource } from './createFileSource.ts'
import { createHttpSource } from './createHttpSource.ts'
import { createSender } from './createSender.ts'
import { createSimulatedSource } from './createSimulatedSource.ts'
import { startOracle } from './startOracle.ts'

let node: Node
let data: string
const cast = developmentCast(developmentChainId)
const keys = [cast.feeder1, cast.feeder2, cast.feeder3, cast.feeder4, cast.feeder5]
const [feed] = oracleFeeds as readonly [OracleFeed]
const aucFeed = oracleFeeds.find(({ name }) => name === 'AUC / USD')!

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'qood-oracle-'))
  const onFault = (error: unknown) => {
    throw error
  }
  node = await startNode({ ...defaultNodeOptions, data, rpcPort: 0, slotMs: 50, heartbeatMs: 500, onFault })
})
afterAll(async () => {
  await node.stop()
  await rm(data, { recursive: true, force: true })
})

const client = () => createPublicClient({ transport: http(node.rpcUrl), pollingInterval: 50 })
const read = (functionName: 'valueOf' | 'basePrice', id: `0x${string}`) =>
  client().readContract({ address: systemContracts.oracle, abi: oracleAbi, functionName, args: [id] })

test('five feeders make a median, fix the base of the model, and report again only what moved', async () => {
  let figure = 20_000
  const feeders = keys.map(({ privateKey }, index) => ({
    privateKey,
    source: { name: 'test', read: async () => figure + index },
  }))
  const logged: string[] = []
  const log = (line: string) => void logged.push(line)
  const oracle = startOracle({ rpcUrl: node.rpcUrl, feeders, feeds: [feed], everyMs: 20, now: Date.now, log })
  await expect.poll(() => read('basePrice', feed.model!), { timeout: 20_000 }).toBe(parseUnits('20002', 18))
  figure = 18_000
  await expect
    .poll(() => read('valueOf', feed.id), { timeout: 20_000 })
    .toEqual([parseUnits('18002', 18), expect.any(Number)])
  const address = systemContracts.oracle
  const index = await client().readContract({
    address,
    abi: oracleAbi,
    functionName: 'valuationIndex',
    args: [feed.model!],
  })
  expect(Number(index) / 1e18).toBeCloseTo(0.9, 3)
  await oracle.stop()
  const feeder = await client().readContract({
    address,
    abi: oracleAbi,
    functionName: 'feederOf',
    args: [keys[0]!.address],
  })
  expect(feeder.reports).toBe(2)
  expect(logged).toEqual([])
})

test('AUC are bought back and burned at the price that simulated feeders report', async () => {
  const { auc, buyBack, qdd } = systemContracts
  const read = client().readContract
  expect(await read({ address: buyBack, abi: buyBackAbi, functionName: 'FEED' })).toBe(aucFeed.id)
  const feeders = keys.map(({ privateKey }, index) => ({
    privateKey,
    source: createSimulatedSource({ feeder: index, now: Date.now }),
  }))
  const options = { rpcUrl: node.rpcUrl, feeders, feeds: [aucFeed], everyMs: 20, now: Date.now }
  const oracle = startOracle({ ...options, log: () => {} })
  const amount = parseUnits('100', 18)
  const quote = () => read({ address: buyBack, abi: buyBackAbi, functionName: 'quote', args: [amount] })
  await expect.poll(() => quote().catch(() => 0n), { timeout: 20_000 }).toBeGreaterThan(0n)
  await oracle.stop()

  const { address, send } = createSender({ rpcUrl: node.rpcUrl, privateKey: cast.lender.privateKey })
  const money = () => read({ address: qdd, abi: fiatTokenAbi, functionName: 'balanceOf', args: [address] })
  const supply = () => read({ address: auc, abi: aucAbi, functionName: 'totalSupply' })
  await send({ address: qdd, abi: fiatTokenAbi, functionName: 'approve', args: [buyBack, amount] })
  await send({ address: buyBack, abi: buyBackAbi, functionName: 'fund', args: [amount, 'report'] })
  await send({ address: auc, abi: aucAbi, functionName: 'approve', args: [buyBack, amount] })
  const [payment, moneyBefore, supplyBefore] = await Promise.all([quote(), money(), supply()])
  await send({ address: buyBack, abi: buyBackAbi, functionName: 'sell', args: [amount, payment] })
  expect(Math.abs(Number(payment) / Number(amount) / aucFeed.start - 1)).toBeLessThan(0.05)
  expect((await money()) - moneyBefore).toBe(payment)
  expect(supplyBefore - (await supply())).toBe(amount)
})

test('an account without the role is told so in the log, and others go on', async () => {
  const logged: string[] = []
  const source = { name: 'test', read: async () => 5 }
  const feeders = [{ privateKey: cast.lender.privateKey, source }]
  const options = { rpcUrl: node.rpcUrl, feeders, feeds: [oracleFeeds[1]!], everyMs: 20, now: Date.now }
  const oracle = startOracle({ ...options, log: (line) => void logged.push(line) })
  await expect.poll(() => logged.join()).toContain('OracleNotFeeder')
  await oracle.stop()
})

test('a simulated figure stays near its start, moves with time, and differs a little between feeders', async () => {
  const signal = new AbortController().signal
  const at = (day: number, feeder: number) =>
    createSimulatedSource({ feeder, now: () => day * 86_400_000 }).read(feed, signal) as Promise<number>
  const figures = await Promise.all([20_000, 20_010, 20_020].map((day) => at(day, 0)))
  expect(new Set(figures).size).toBe(3)
  for (const figure of figures) expect(Math.abs(figure / feed.start - 1)).toBeLessThan(0.05)
  const ratio = (await at(20_000, 1)) / figures[0]!
  expect(ratio).not.toBe(1)
  expect(Math.abs(ratio - 1)).toBeLessThan(0.004)
  expect(await at(20_000, 0)).toBe(figures[0])
})

test('a file gives figures by name and is refused when it is none', async () => {
  const path = join(data, 'figures.json')
  const signal = new AbortController().signal
  await writeFile(path, JSON.stringify({ [feed.name]: 12.5 }))
  expect(await createFileSource(path).read(feed, signal)).toBe(12.5)
  expect(await createFileSource(path).read(oracleFeeds[1]!, signal)).toBeUndefined()
  await writeFile(path, '{"x":"y"}')
  await expect(createFileSource(path).read(feed, signal)).rejects.toMatchObject({ name: 'Oracle.FileSourceError' })
})

test('a web address gives the number at the path, and anything else is refused', async () => {
  const answers: Record<string, [number, unknown]> = {
    '/ok': [200, { data: { price: 7 } }],
    '/text': [200, { data: { price: '7' } }],
    '/broken': [500, {}],
  }
  const server = createServer(({ url }, response) => {
    const [status, body] = answers[url!] ?? [404, {}]
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const signal = new AbortController().signal
  const ask = (path: string) => createHttpSource({ address: base + path, path: 'data.price', fetch }).read(feed, signal)
  expect(await ask('/ok')).toBe(7)
  expect(await ask('/{feed}')).toBeUndefined()
  await expect(ask('/text')).rejects.toMatchObject({ name: 'Oracle.HttpSourceError' })
  await expect(ask('/broken')).rejects.toThrow('status 500')
  server.close()
})
