import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { getBlock } from 'viem/actions'
import { encodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { createNodeClient } from '../../lib/chain/createNodeClient.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { createBlockReader } from '../../lib/ipfs/fetchBlock.ts'
import type { StorageNode } from '../../lib/ipfs/StorageNode.ts'
import { depositBond, readBond } from '../../lib/market/bond.ts'
import { createLocalAccount } from '../../lib/market/createLocalAccount.ts'
import { developmentCast } from '../genesis/developmentCast.ts'
import { developmentChainId } from '../genesis/developmentKeys.ts'
import { answerRequests } from './answerRequests.ts'
import type { Cheat } from './cheats.ts'
import { createAgentRoutes, hashKey } from './createAgentRoutes.ts'
import { createAgentStorage } from './createAgentStorage.ts'
import { createDescriptions } from './createDescriptions.ts'
import { createMakerDesk } from './createMakerDesk.ts'
import { createOwnerDesk } from './createOwnerDesk.ts'
import { createPlatform } from './fleet/createPlatform.ts'
import { startFleet } from './fleet/startFleet.ts'
import { followMarket } from './followMarket.ts'
import { formatAgentMetrics } from './formatAgentMetrics.ts'
import { openAgentStore } from './openAgentStore.ts'
import { openKeyBox } from './openKeyBox.ts'
import { limitsFor, type RiskLimits } from './riskLimits.ts'
import { sellParcels } from './sellParcels.ts'
import { serveTrades } from './serveTrades.ts'

export type AgentOptions = {
  /** Where the agent keeps what it must not forget. */
  folder: string
  password: string
  rpcUrl: string
  chainId: number
  nodes: readonly StorageNode[]
  /** 0 takes any free one. */
  port: number
  /** The account that sells. */
  privateKey: Hex
  /** What it puts at stake for orders, in dollars. */
  bondQdd: bigint
  /** What one owner can cost it at most; what is absent goes with the bond. */
  limits?: Partial<RiskLimits>
  fleet: { cars: number; firstCar: number; pastTrips: number; everyMs: number; mostTrips: number }
  cheat?: Cheat | undefined
  say: (line: string) => void
}

const tickMs = 400
/** For requests, in one turn. */
const answerMs = 2_000
const downAfterMs = 15_000
/** How long the end of an agent waits for what is under way. */
const patienceMs = 2_000
const unit = 10n ** 18n

/** Starts an agent: its doors over HTTP, and the loop that serves orders, day and night. */
export async function startAgent(options: AgentOptions) {
  const { folder, rpcUrl, chainId, nodes, say, cheat } = options
  mkdirSync(folder, { recursive: true })
  const client = createNodeClient({ rpcUrl, wsUrl: rpcUrl.replace(/^http/, 'ws') })
  const account = createLocalAccount({ client, privateKey: options.privateKey, chainId })
  const context = { client, account }
  const store = openAgentStore({
    path: join(folder, 'agent.db'),
    box: openKeyBox(join(folder, 'agent.key'), options.password),
  })
  await forgetOtherChain()
  const secrets = { seed: secretOf('seed'), grantKey: secretOf('grant key') }
  const storage = await createAgentStorage({ nodes, account })
  const readBlock = createBlockReader(nodes)
  const readDescription = createDescriptions({ client, getBlock: readBlock })
  const limits = limitsFor(options.bondQdd * unit, options.limits)
  const { ownerBondWei } = limits
  const desk = createOwnerDesk({
    ...{ context, store, chainId, limits },
    grantKey: secrets.grantKey,
    getBlock: readBlock,
    now: Date.now,
  })
  const isDevelopment = chainId === developmentChainId
  const maker = isDevelopment ? createMakerDesk({ context: makerContext(), chainId }) : undefined
  const startedMs = Date.now()
  /** The time of the chain's head. */
  let nowS = 0
  let lastTurnMs = 0
  const faults = { serving: '', selling: '', answering: '' }

  async function forgetOtherChain(): Promise<void> {
    const { hash } = await getBlock(client, { blockNumber: 0n })
    const known = store.getMeta('genesis')
    if (known && known !== hash) store.forgetChain()
    store.setMeta('genesis', hash)
  }

  /** A random secret of the agent, made once and kept encrypted. */
  function secretOf(name: string): Uint8Array {
    const key = `0x${Buffer.from(name).toString('hex')}` as Hex
    const known = store.getRoot(key)
    if (known) return known
    store.putRoot(key, name === 'grant key' ? secp256k1.utils.randomSecretKey() : new Uint8Array(randomBytes(32)))
    return secretOf(name)
  }

  function makerContext() {
    const { privateKey } = developmentCast(chainId).maker
    return { client, account: createLocalAccount({ client, privateKey, chainId }) }
  }

  /** Goes on while something is listed or requests are answered, which takes long where a node is away: a buyer does not wait for that. */
  async function serve(): Promise<void> {
    nowS = await followMarket({ client, store, seller: account.address })
    while ((await serveTrades({ context, store, nowS, ownerBondWei, cheat, say })) > 0 && !stopping) {
      // The rest of what is due.
    }
    lastTurnMs = Date.now()
  }

  /** Apart from what is owed: whoever asks pays nothing, and their documents may lie where nobody answers. */
  async function answer(): Promise<void> {
    const endMs = Date.now() + answerMs
    const isOver = () => stopping || Date.now() >= endMs
    if (nowS > 0) await answerRequests({ context, store, getBlock: readBlock, readDescription, nowS, isOver, say })
  }

  async function sell(): Promise<void> {
    if (nowS > 0) await sellParcels({ context, store, storage, seed: secrets.seed, nowS, cheat, say })
  }

  let stopping = false
  const sleepers = new Set<() => void>()
  const wake = () => {
    for (const end of [...sleepers]) end()
  }
  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        sleepers.delete(end)
        resolve()
      }
      const timer = setTimeout(end, tickMs)
      sleepers.add(end)
    })
  }
  async function repeat(what: keyof typeof faults, turn: () => Promise<void>): Promise<void> {
    while (!stopping) {
      try {
        await turn()
        faults[what] = ''
      } catch (error) {
        if (stopping) return
        const { message } = error as Error
        if (faults[what] !== message) say(`a turn of ${what} failed: ${message}`)
        faults[what] = message
      }
      if (stopping) return
      await pause()
    }
  }

  const info = () => ({
    account: account.address,
    grantKey: encodeHex(secp256k1.getPublicKey(secrets.grantKey, true)),
    chainId,
    ...(maker && { maker: { address: maker.address, least: maker.least, isSimulated: true } }),
    fleet: options.fleet.cars > 0 ? { cars: options.fleet.cars, isSimulated: true } : undefined,
    cheat,
  })
  const health = async () => ({
    ok: Date.now() - lastTurnMs < downAfterMs,
    lastTurnMs,
    fault: faults.serving || faults.selling || faults.answering,
    upSeconds: Math.floor((Date.now() - startedMs) / 1_000),
  })
  const routes = createAgentRoutes({
    ...{ store, desk, maker, info, health },
    metrics: () => formatAgentMetrics(store, lastTurnMs),
    wake,
    now: Date.now,
  })
  const server = createServer((request, response) => void routes(request, response))
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  const http = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await ensureBond()
  const running = Promise.all([repeat('serving', serve), repeat('selling', sell), repeat('answering', answer)])
  const fleet = startDriving()

  async function ensureBond(): Promise<void> {
    const wanted = options.bondQdd * unit
    const { free, locked } = await readBond(client, account.address, systemContracts.qdd)
    if (free + locked < wanted / 2n) await depositBond(context, systemContracts.qdd, wanted - free - locked)
  }

  async function startDriving() {
    if (options.fleet.cars === 0 || !isDevelopment) return undefined
    // The same after a restart: what was sent before is known under its key.
    const key = encodeHex(secretOf('platform key'))
    store.run('insert or ignore into keys values (?, ?, ?)', hashKey(key), 'simulated platform', Date.now())
    try {
      return await startFleet({
        ...{ client, chainId, say, agent: account.address, platform: createPlatform({ http, key }), now: Date.now },
        ...options.fleet,
        countTrips: () => store.one<{ n: number }>('select count(*) n from batches')!.n,
      })
    } catch (error) {
      say(`the fleet does not drive: ${(error as Error).message}`)
      return undefined
    }
  }

  return {
    endpoints: { http },
    account: account.address,
    store,
    async stop() {
      stopping = true
      wake()
      const rest = Promise.all([running, fleet.then((driving) => driving?.stop())])
      // What a turn is cut off from, a storage node that does not answer for one, the next start goes on with.
      await Promise.race([rest, delay(patienceMs, undefined, { ref: false })])
      server.close()
      server.closeAllConnections()
      store.close()
    },
  }
}
