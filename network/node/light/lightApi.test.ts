import { IDBFactory } from 'fake-indexeddb'
import { createPublicClient, custom, parseAbi } from 'viem'
import { readContract as readWithViem } from 'viem/actions'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createProviderClient } from '../../../lib/chain/createProviderClient.ts'
import { readContract } from '../../../lib/chain/readContract.ts'
import { systemContracts } from '../../../lib/chain/systemContracts.ts'
import { createCallRunner } from '../../../lib/engine/createCallRunner.ts'
import { createIndexedDbLightStore } from '../../../lib/light/createIndexedDbLightStore.ts'
import { createLightApi, type LightApi, type LightView } from '../../../lib/light/createLightApi.ts'
import { createProofCollector } from '../../../lib/light/createProofCollector.ts'
import { createRemoteProvider, type RemoteProvider } from '../../../lib/light/createRemoteProvider.ts'
import type { Channel, Locks } from '../../../lib/light/startTabSharing.ts'
import { connect, serve } from '../../../lib/rpc/rpc.ts'
import { type BusyChain, busyAbi, callOf, createBusyChain, stranger } from './busyChain.ts'

/* The worker of the light client without a Worker: the same API over a message port, HTTP by a function. */

let chain: BusyChain
beforeAll(async () => {
  chain = await createBusyChain()
})
afterAll(() => chain.stop())

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

type Call = { id: number; method: string; params: unknown[] }

/** Node's HTTP without sockets: one request in, one answer out. */
function createFetch(asked: string[] = []) {
  const answer = async ({ id, method, params }: Call) => {
    asked.push(method)
    try {
      return { id, result: await chain.transport.request({ method, params }) }
    } catch (error) {
      const { code, message, data } = error as { code: number; message: string; data: unknown }
      return { id, error: { code, message, data } }
    }
  }
  const fetch = async (_url: unknown, init?: RequestInit) => {
    const body = JSON.parse(String(init?.body)) as Call | Call[]
    return new Response(JSON.stringify(Array.isArray(body) ? await Promise.all(body.map(answer)) : await answer(body)))
  }
  return fetch as typeof globalThis.fetch
}

/** Locks and channels of one browser: all tabs of it share them. */
function createBrowser() {
  const queue: (() => void)[] = []
  let isHeld = false
  const channels = new Set<Channel>()
  const locks: Locks = {
    async request(_name, { signal }, act) {
      if (isHeld) {
        await new Promise<void>((resolve, reject) => {
          queue.push(resolve)
          signal.addEventListener('abort', () => reject(signal.reason))
        })
      }
      isHeld = true
      await act()
      isHeld = false
      queue.shift()?.()
    },
  }
  const createChannel = (): Channel => {
    const channel: Channel = {
      onmessage: null,
      close: () => channels.delete(channel),
      postMessage(data) {
        for (const other of channels) {
          if (other !== channel)
            queueMicrotask(() => other.onmessage?.({ data: structuredClone(data) } as MessageEvent))
        }
      },
    }
    channels.add(channel)
    return channel
  }
  return { locks, createChannel, indexedDB: new IDBFactory() }
}

/** Opens a tab; its pauses last until they are nudged, and its views can be awaited. */
function openTab(browser: ReturnType<typeof createBrowser>, asked: string[] = []) {
  const { port1, port2 } = new MessageChannel()
  const views: LightView[] = []
  let check = () => {}
  const api = createLightApi({
    fetch: createFetch(asked),
    createStore: (genesisHash) => createIndexedDbLightStore({ indexedDB: browser.indexedDB, genesisHash }),
    sleep: (_ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) resolve()
        else signal.addEventListener('abort', () => resolve(), { once: true })
      }),
    locks: browser.locks,
    createChannel: browser.createChannel,
    loadEvm: async () => createCallRunner(),
    onView: (view) => server.emit('view', view),
  })
  const server = serve<{ view: LightView }>(port1, api)
  const remote = connect<LightApi, { view: LightView }>(port2, { timeoutMs: 20_000 })
  remote.on('view', (view) => {
    views.push(view)
    check()
  })
  const tab = {
    remote,
    provider: createRemoteProvider({
      answer: (call) => remote.request({ call }),
      read: (read) => remote.read({ read }),
    }),
    seen: (matches: (view: LightView) => boolean) =>
      new Promise<LightView>((resolve) => {
        check = () => {
          const found = views.find(matches)
          if (found) resolve(found)
        }
        check()
      }),
  }
  const close = async () => {
    await api.stop()
    remote.stop()
    port1.close()
    port2.close()
  }
  stops.push(close)
  return { ...tab, close }
}

const start = () => ({ anchor: chain.anchor, rpcUrl: 'http://127.0.0.1' })

test('serves viem from a worker, proof and errors included', async () => {
  const { remote, provider, seen } = openTab(createBrowser())
  await remote.start(start())
  const view = await seen(({ head }) => head?.number === 20)
  expect(view).toMatchObject({ role: 'leads', error: undefined, head: { setSize: 5, quorum: 4 } })
  const client = createPublicClient({ transport: custom(provider as never, { retryCount: 0 }) })
  expect(await client.getBalance({ address: stranger })).toBe(7n)
  const { election } = systemContracts
  expect(await client.readContract({ abi: busyAbi, address: election, functionName: 'getValidators' })).toHaveLength(5)
  const evidence = await remote.explain({ of: 'last' })
  expect(evidence).toMatchObject({ method: 'eth_call', grade: 'proved' })
  const call = { method: 'eth_call', params: [callOf(election, 'stake', [0n], chain.alice), 'latest'] }
  const expected = (await chain.transport.request(call).catch((error: unknown) => error)) as { data: string }
  await expect(provider.request(call)).rejects.toMatchObject({
    code: 3,
    data: expected.data,
    name: 'Light.RevertedError',
  })
  await expect(provider.request({ method: 'eth_accounts' })).rejects.toMatchObject({ code: 4200 })
})

test('contracts are read in the worker, and what fails is told as viem tells it', async () => {
  const { remote, provider, seen } = openTab(createBrowser())
  await remote.start(start())
  await seen(({ head }) => head?.number === 20)
  const { election } = systemContracts
  const asked: string[] = []
  const counted: RemoteProvider = {
    ...provider,
    ask: (call) => {
      asked.push(call.method)
      return provider.ask(call)
    },
  }
  const { client, evidence } = createProofCollector(counted)
  const set = { abi: busyAbi, address: election, functionName: 'getValidators' } as const
  expect(await readContract(client, set)).toHaveLength(5)
  expect(evidence()).toMatchObject([{ method: 'eth_call', grade: 'proved' }])
  expect(asked).toEqual([])

  const viem = createProviderClient(provider)
  const abi = parseAbi(['function stake(uint256) view returns (uint256)'])
  const stake = { ...set, abi, functionName: 'stake', args: [0n], account: chain.alice } as const
  for (const wrong of [stake, { ...stake, address: stranger }, { ...stake, args: ['much' as never] }] as const) {
    const [found, expected] = await Promise.all(
      [readContract(client, wrong), readWithViem(viem, wrong)].map((reading) =>
        reading.then(
          () => expect.unreachable(),
          ({ name, message, cause }: Error) => [name, message, (cause as Error | undefined)?.name],
        ),
      ),
    )
    expect(found).toEqual(expected)
  }
})

test('one tab asks, the other follows, and takes over when the first one closes', async () => {
  const browser = createBrowser()
  const [first, second]: [string[], string[]] = [[], []]
  const one = openTab(browser, first)
  await one.remote.start(start())
  await one.seen(({ head }) => head?.number === 20)
  const two = openTab(browser, second)
  await two.remote.start(start())
  expect((await two.seen(({ head }) => head?.number === 20)).role).toBe('follows')
  expect((await two.seen(({ seenAtMs }) => seenAtMs !== undefined)).error).toBeUndefined()
  expect(second).toEqual([])
  expect(await two.provider.request({ method: 'eth_getBalance', params: [stranger, 'latest'] })).toBe('0x7')
  await one.close()
  await two.seen(({ role }) => role === 'leads')
  await expect.poll(() => second).toContain('qood_getHead')
})

test('goes on from what the browser kept, also with another server', async () => {
  const browser = createBrowser()
  const one = openTab(browser)
  await one.remote.start(start())
  await one.seen(({ head }) => head?.number === 20)
  await one.remote.start({ ...start(), rpcUrl: 'http://localhost' })
  expect((await one.seen(({ head }) => head?.number === 20)).error).toBeUndefined()
  await one.close()
  const asked: string[] = []
  const again = openTab(browser, asked)
  await again.remote.start(start())
  await again.seen(({ head, seenAtMs }) => head?.number === 20 && seenAtMs !== undefined)
  expect(asked).toEqual(['qood_getHead', 'eth_getBlockByNumber'])
})

test('what one tab forgets all forget, and begin with the anchor again', async () => {
  const browser = createBrowser()
  const one = openTab(browser)
  await one.remote.start(start())
  await one.seen(({ head }) => head?.number === 20)
  const two = openTab(browser)
  await two.remote.start(start())
  await two.seen(({ head }) => head?.number === 20)
  const views: LightView[] = []
  one.remote.on('view', (view) => views.push(view))
  await two.remote.clear()
  await expect.poll(() => views.some(({ head }) => head === undefined)).toBe(true)
  await expect.poll(() => views.at(-1)?.head?.number).toBe(20)
})

test('of several starts at once one client is left, and the lock goes with its tab', async () => {
  const browser = createBrowser()
  const one = openTab(browser)
  await one.remote.start(start())
  await one.seen(({ role }) => role === 'leads')
  const other = { ...start(), rpcUrl: 'http://localhost' }
  await Promise.all([one.remote.start(other), one.remote.start(start()), one.remote.start(other)])
  expect((await one.remote.view()).rpcUrl).toBe('http://localhost')
  await one.close()
  const two = openTab(browser)
  await two.remote.start(start())
  await two.seen(({ role }) => role === 'leads')
})

test('asks at once when it is nudged', async () => {
  const { remote, seen } = openTab(createBrowser())
  await remote.start(start())
  await seen(({ head }) => head?.number === 20)
  await chain.mine()
  await remote.nudge()
  await seen(({ head }) => head?.number === 21)
})

test('says that it is not started, and what is wrong with an anchor', async () => {
  const { remote, provider } = openTab(createBrowser())
  await expect(remote.view()).rejects.toMatchObject({ name: 'Light.NotStartedError' })
  await expect(provider.request({ method: 'eth_chainId' })).rejects.toMatchObject({ name: 'Light.NotStartedError' })
  const anchor = { ...chain.anchor, epochBlocks: 0 }
  await expect(remote.start({ ...start(), anchor })).rejects.toMatchObject({ name: 'Light.InvalidAnchorError' })
})
