import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeHex, encodeHex, type Hex } from '../../../lib/bytes/hex.ts'
import { decodeHeader, encodeHeader } from '../../../lib/chain/encodeHeader.ts'
import { sealHeader } from '../../../lib/chain/fixtures/sealHeader.ts'
import { hashQbftHeader } from '../../../lib/chain/hashHeader.ts'
import { formatHeader } from '../../../lib/chain/parseHeader.ts'
import { recoverWithWasm } from '../../../lib/chain/recoverWithWasm.ts'
import { createLightClient } from '../../../lib/light/createLightClient.ts'
import { createMemoryLightStore } from '../../../lib/light/LightStore.ts'
import type { Transport } from '../../../lib/light/Transport.ts'
import { developmentChainId, developmentProducers } from '../../genesis/developmentKeys.ts'
import { counted, createTestChain, type TestChain, withoutLightMethods } from './testChain.ts'

let chain: TestChain

/** Twelve producers; eight leave in epoch 0, so that sets 0 and 1 share only four; nobody rotates in epochs 2 to 4. */
beforeAll(async () => {
  chain = await createTestChain({ candidates: 12, epochBlocks: 10 })
  const [a, ...rest] = chain.producers
  await chain.mine()
  await chain.mine(await Promise.all(rest.slice(0, 8).map((account) => chain.election(account, 'unregister'))))
  await chain.mine([await chain.election(a!, 'rotate')])
  await chain.mineTo(13)
  await chain.mine([await chain.election(a!, 'rotate')])
  await chain.mineTo(53)
  await chain.mine([await chain.election(a!, 'rotate')])
  await chain.mineTo(58)
})
afterAll(() => chain.stop())

const create = (transport: Transport, more: object = {}) =>
  createLightClient({ anchor: chain.anchor, transport, now: chain.now, recover: recoverWithWasm, ...more })
const at = (number: number) => atHead(chain.transport, number)

/** A server that stands at that block. */
function atHead(transport: Transport, head: number): Transport {
  const hex = (value: number) => `0x${value.toString(16)}`
  return {
    request({ method, params = [] }) {
      if (method.startsWith('qood_getHead') && !method.endsWith('s')) return Promise.reject({ code: -32601 })
      const replaced = params.map((param) => (param === 'latest' ? hex(head) : param))
      return transport.request({ method, params: replaced })
    },
  }
}

test('goes from the anchor to the head across sets that have too little in common', async () => {
  for (const transport of [chain.transport, withoutLightMethods(chain.transport)]) {
    const seen = counted(transport)
    const client = create(seen)
    const head = await client.sync()
    expect(head.hash).toBe(chain.store.hash(58))
    expect(head.set.validators).toHaveLength(4)
    expect(head.signers.length).toBeGreaterThanOrEqual(3)
    expect(seen.bytes()).toBeLessThan(100 * 1024)
  }
})

test('refuses blocks of the future, except where the clock of the chain may be moved ahead', async () => {
  const now = () => chain.now() - 86_400_000
  const { movableClock, ...anchor } = chain.anchor
  expect(movableClock).toBe(true)
  await expect(create(chain.transport, { anchor, now }).sync()).rejects.toMatchObject({ name: 'Chain.TimestampError' })
  expect((await create(chain.transport, { now }).sync()).header.number).toBe(58)
})

test('comes to the same head from every height, through every epoch', async () => {
  for (let number = 0; number <= 58; number++) {
    const head = await create(at(number)).sync()
    expect(head.hash).toBe(chain.store.hash(number))
    if (number === 0) expect(head.link).toBe('anchor')
  }
})

test('proves the set where nobody rotated for a while and then somebody did', async () => {
  const seen = counted(at(55))
  const head = await create(seen).sync()
  expect(head.set.epoch).toBe(2)
  const proofs = seen.calls.filter(({ method }) => method === 'eth_getProof')
  expect(proofs.some(({ params }) => (params![1] as Hex[]).length === 4)).toBe(true)
})

test('resumes in one round trip, from what it saved', async () => {
  const store = createMemoryLightStore()
  await create(at(45), { store }).sync()
  const seen = counted(chain.transport)
  const client = create(seen, { store })
  expect((await client.sync()).header.number).toBe(58)
  // Both are asked in one breath: the head, and whether the known block is still there.
  expect(seen.calls.map(({ method }) => method)).toEqual(['qood_getHead', 'eth_getBlockByNumber'])
})

test('follows the head with one small request a block', async () => {
  const client = create(at(51))
  await client.sync()
  const store = createMemoryLightStore(client.snapshot())
  const seen = counted(chain.transport)
  const next = create(seen, { store })
  await next.sync()
  const before = { calls: seen.calls.length, bytes: seen.bytes() }
  await next.sync()
  expect(seen.calls.length - before.calls).toBe(1)
  expect(seen.bytes() - before.bytes).toBeLessThan(5_000)
})

test('ignores a saved state that is damaged or of another chain', async () => {
  const good = create(chain.transport)
  await good.sync()
  const saved = good.snapshot()!
  for (const damaged of [
    null,
    7,
    {},
    { ...saved, version: 2 },
    { ...saved, genesisHash: saved.set.seed },
    { ...saved, header: saved.header.slice(0, -4) },
    { ...saved, set: { ...saved.set, validators: ['0x12'] } },
  ]) {
    const client = create(chain.transport, { store: createMemoryLightStore(damaged) })
    expect((await client.sync()).header.number).toBe(58)
  }
})

test('finds every block by number and hash, with the seals of its own set', async () => {
  const client = create(chain.transport)
  await client.sync()
  for (let number = 0; number <= 58; number++) {
    const block = await client.block(number)
    expect(block!.hash).toBe(chain.store.hash(number))
    expect(await client.block(block!.hash)).toBe(block)
    if (number > 0) expect(block!.signers.length).toBeGreaterThanOrEqual(block!.quorum)
  }
  expect(await client.block(59)).toBeUndefined()
  expect(await client.block(`0x${'12'.repeat(32)}`)).toBeUndefined()
})

test('links a range of blocks to one that is sealed', async () => {
  const client = create(chain.transport)
  const blocks = await client.blocks(0, 58)
  expect(blocks.map(({ hash }) => hash)).toEqual(Array.from({ length: 59 }, (_, i) => chain.store.hash(i)))
  expect(blocks.filter(({ link }) => link === 'parent').length).toBeGreaterThan(50)
})

test('refuses an ancestor that its child does not name', async () => {
  const forged: Transport = {
    async request(call) {
      const answer = await chain.transport.request(call)
      if (call.method !== 'qood_getHeaders') return answer
      const list = answer as Hex[]
      return list.with(3, encodeHex(encodeHeader({ ...chain.store.header(33)!, logsBloom: `0x${'00'.repeat(255)}01` })))
    },
  }
  await expect(create(forged).blocks(30, 40)).rejects.toMatchObject({ name: 'Light.WrongHashError' })
})

test('refuses a head of another chain by that name, and asks nothing more of it', async () => {
  const other = await createTestChain({ candidates: 5 })
  try {
    await other.mine()
    for (const transport of [other.transport, withoutLightMethods(other.transport)]) {
      const client = create(transport)
      await expect(client.sync()).rejects.toMatchObject({
        name: 'Light.ChainResetError',
        expected: chain.anchor.genesisHash,
        found: other.anchor.genesisHash,
      })
      expect(client.state()).toMatchObject({ head: undefined, error: { name: 'Light.ChainResetError' } })
    }
    const client = create(chain.transport)
    const head = await client.sync()
    const moved = createLightClient({
      anchor: chain.anchor,
      transport: withoutLightMethods(other.transport),
      now: chain.now,
      store: createMemoryLightStore(client.snapshot()),
    })
    await expect(moved.sync()).rejects.toMatchObject({ name: 'Light.ChainResetError' })
    expect(moved.state().head?.hash).toBe(head.hash)
  } finally {
    await other.stop()
  }
})

test('says that a server is behind, and keeps its head', async () => {
  const store = createMemoryLightStore()
  await create(chain.transport, { store }).sync()
  const client = create(at(40), { store })
  await expect(client.sync()).rejects.toMatchObject({ name: 'Light.StaleHeadError', known: 58, offered: 40 })
  expect(client.state().head?.header.number).toBe(58)
})

test('gives up on a server that does not answer', async () => {
  const client = create({ request: () => new Promise(() => {}) }, { timeoutMs: 5 })
  await expect(client.sync()).rejects.toMatchObject({ name: 'Light.NoAnswerError' })
})

test('holds the head against a witness', async () => {
  const report = async (witness: Transport) => {
    const client = create(chain.transport, { witness })
    await client.sync()
    return client.state().witness
  }
  expect(await report(chain.transport)).toEqual({ status: 'agrees', number: 58 })
  expect(await report(at(40))).toEqual({ status: 'agrees', number: 58 })
  expect(await report(withoutBlocks())).toEqual({ status: 'behind', number: 58 })
  expect(await report({ request: async () => ({ nonsense: 1 }) })).toMatchObject({ status: 'refused' })
  expect(await report({ request: () => Promise.reject(new Error('offline')) })).toMatchObject({ status: 'unreachable' })
  const client = create(at(50), { witness: chain.transport })
  await client.sync()
  expect(client.state().witness).toEqual({ status: 'ahead', number: 50, by: 8 })
})

const withoutBlocks = (): Transport => ({ request: async () => null })

test('keeps two final blocks of one height as evidence that the contract can read', async () => {
  const keys = developmentProducers(developmentChainId, 12)
  const header = chain.store.header(58)!
  const { set } = await create(chain.transport).sync()
  const sealers = keys
    .filter(({ address }) => set.validators.includes(address))
    .map(({ address, privateKey }) => ({ address, privateKey: decodeHex(privateKey) }))
  const forged = sealHeader({ ...header, stateRoot: header.transactionsRoot }, sealers, 0)
  const fork: Transport = {
    async request(call) {
      if (call.method !== 'eth_getBlockByNumber' || call.params?.[0] === '0x0') return chain.transport.request(call)
      return { ...formatHeader(forged), hash: hashQbftHeader(forged) }
    },
  }
  const store = createMemoryLightStore()
  const client = create(chain.transport, { witness: fork, store })
  await client.sync()
  const [evidence] = client.state().evidence
  expect(client.state().witness).toEqual({ status: 'equivocates', number: 58 })
  expect(evidence!.culprits.length).toBeGreaterThanOrEqual(2)
  expect(evidence!.isPunishable).toBe(true)
  expect(hashQbftHeader(decodeHeader(decodeHex(evidence!.second.header)))).toBe(hashQbftHeader(forged))
  const swapped = create(withoutLightMethods(fork), { store: createMemoryLightStore(client.snapshot()) })
  await expect(swapped.sync()).rejects.toMatchObject({ name: 'Light.EquivocationError' })
  expect(swapped.state().evidence.length).toBeGreaterThanOrEqual(1)
})

test('takes a set that Election does not commit to for what it is', async () => {
  const strangers = Array.from({ length: 4 }, (_, i) => privateKeyToAccount(`0x${`${i + 1}`.padStart(64, '0')}`))
  const forged: Transport = {
    async request(call) {
      const answer = (await chain.transport.request(call)) as { set?: object }
      if (call.method !== 'qood_getHead') return answer
      return { ...answer, set: { ...answer.set, validators: strangers.map(({ address }) => address.toLowerCase()) } }
    },
  }
  await expect(create(forged).sync()).rejects.toMatchObject({ name: 'Chain.ProposerError' })
  const shuffled: Transport = {
    async request(call) {
      const answer = (await chain.transport.request(call)) as { set?: { validators: Hex[]; seed: Hex } }
      if (call.method !== 'qood_getHead') return answer
      return { ...answer, set: { ...answer.set!, seed: encodeHex(new Uint8Array(32)) } }
    },
  }
  const client = create(shuffled, { store: createMemoryLightStore(await savedAt(45)) })
  await expect(client.sync()).rejects.toMatchObject({ name: 'Light.WrongSetError' })
})

async function savedAt(number: number) {
  const client = create(at(number))
  await client.sync()
  return client.snapshot()
}
