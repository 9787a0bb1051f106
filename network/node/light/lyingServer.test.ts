import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeHex, formatQuantity } from '../../../lib/bytes/hex.ts'
import type { Recover } from '../../../lib/chain/recoverSealers.ts'
import { recoverWithWasm } from '../../../lib/chain/recoverWithWasm.ts'
import { createCallRunner } from '../../../lib/engine/createCallRunner.ts'
import { createLightClient } from '../../../lib/light/createLightClient.ts'
import { ChainResetError } from '../../../lib/light/createTrust.ts'
import { createVerifiedProvider } from '../../../lib/light/createVerifiedProvider.ts'
import { createMemoryLightStore, type SavedState } from '../../../lib/light/LightStore.ts'
import type { RpcCall, Transport } from '../../../lib/light/Transport.ts'
import { type BusyChain, createBusyChain } from './busyChain.ts'
import { createDraw, type Draw, type Lie, lies, mutate } from './mutate.ts'
import { createTestChain, type TestChain, withoutLightMethods } from './testChain.ts'

/*
 * A server that answers everything rightly but for one lie in one answer. Whatever the lie, a read ends in one of three
 * ways: an error with a name; the true value, since the lie was in something that nobody relies on; or "there is none",
 * marked as the server's claim. The numbers are the same in each run unless LIES_SEED changes them.
 */
const budget = Number(process.env.LIES ?? 20_000)
const seed = Number(process.env.LIES_SEED ?? 1)
const atLeast = Math.floor(budget / 2)

let busy: BusyChain
let turning: TestChain

beforeAll(async () => {
  busy = await createBusyChain()
  turning = await createTestChain({ candidates: 12, epochBlocks: 10 })
  const [a, ...rest] = turning.producers
  await turning.mine()
  await turning.mine(await Promise.all(rest.slice(0, 8).map((account) => turning.election(account, 'unregister'))))
  await turning.mine([await turning.election(a!, 'rotate')])
  await turning.mineTo(25)
})
afterAll(async () => {
  await busy.stop()
  await turning.stop()
})

/** Remembers every answer, so that a lie costs no work at the server. */
function record(transport: Transport) {
  const answers = new Map<string, { method: string; answer: string }>()
  return {
    async ask(call: RpcCall): Promise<unknown> {
      const key = JSON.stringify(call)
      const known = answers.get(key)
      if (known) return JSON.parse(known.answer)
      const answer = await transport.request(call)
      answers.set(key, { method: call.method, answer: JSON.stringify(answer) })
      return answer
    },
    others: (method: string) =>
      [...answers.values()].filter((known) => known.method === method).map(({ answer }) => answer),
  }
}
type Recording = ReturnType<typeof record>

/** A server that lies once: in the answer of that place among those it gives. */
function lyingServer(recording: Recording, lie: Lie, at: number, draw: Draw) {
  let count = 0
  const told = { isLie: false }
  const transport: Transport = {
    async request(call) {
      const answer = await recording.ask(call)
      if (count++ !== at) return answer
      const changed = mutate(answer, lie, draw, recording.others(call.method))
      if (changed === undefined || isDeepStrictEqual(changed, answer)) return answer
      told.isLie = true
      return changed
    },
  }
  return { transport, told }
}

type Tally = { told: number; refused: number; harmless: number; claimed: number; names: Set<string>; kinds: Set<Lie> }
const createTally = (): Tally => ({ told: 0, refused: 0, harmless: 0, claimed: 0, names: new Set(), kinds: new Set() })

test('no lie in an answer to a read becomes a value', { timeout: 300_000 }, async () => {
  const draw = createDraw(seed)
  const recording = record(busy.transport)
  const { snapshot, honest } = await readHonestly(recording)
  const tally = createTally()
  for (let i = 0; tally.told < atLeast; i++) {
    const { call, value, answers } = honest[draw(honest.length)]!
    if (answers === 0) continue
    const lie = lies[i % lies.length]!
    const { transport, told } = lyingServer(recording, lie, draw(answers), draw)
    const { provider } = create(busy, transport, snapshot)
    const outcome = await provider.ask(call).catch((error: unknown) => error as Error)
    if (!told.isLie) continue
    tally.told++
    tally.kinds.add(lie)
    if (outcome instanceof Error) {
      tally.refused++
      tally.names.add(outcome.name)
      expect(outcome.name).toMatch(/^(Light|Chain|Engine|Bytes)\./)
    } else if (isDeepStrictEqual(comparable(outcome.value), comparable(value))) tally.harmless++
    else {
      tally.claimed++
      expect({ call, lie, value: outcome.value, grade: outcome.evidence.grade }).toEqual({
        call,
        lie,
        value: null,
        grade: 'claimed',
      })
    }
  }
  report('reads', tally)
  expect(tally.refused).toBeGreaterThan(tally.told / 3)
  for (const name of ['WrongHash', 'ProofMismatch', 'MissingNode', 'ExtraNode', 'MalformedAnswer']) {
    expect([...tally.names]).toContain(`Light.${name}Error`)
  }
})

test('no lie on the way from the anchor to the head becomes a head', { timeout: 300_000 }, async () => {
  const draw = createDraw(seed + 1)
  const tally = createTally()
  for (const source of [turning.transport, withoutLightMethods(turning.transport)]) {
    const recording = record(source)
    let answers = 0
    const counting: Transport = {
      request: (call) => {
        answers++
        return recording.ask(call)
      },
    }
    await create(turning, counting).client.sync()
    const until = tally.told + atLeast / 2
    for (let i = 0; tally.told < until; i++) {
      const lie = lies[i % lies.length]!
      const { transport, told } = lyingServer(recording, lie, draw(answers), draw)
      const { client } = create(turning, transport)
      const outcome = await client.sync().catch((error: unknown) => error as Error)
      if (!told.isLie) continue
      tally.told++
      tally.kinds.add(lie)
      if (outcome instanceof Error) {
        tally.refused++
        tally.names.add(outcome.name)
        expect(client.state().head).toBeUndefined()
        expect(outcome.name).toMatch(/^(Light|Chain|Engine|Bytes|Object)/)
      } else {
        tally.harmless++
        expect(outcome.hash).toBe(turning.store.hash(outcome.header.number))
        const { epoch, validators } = outcome.set
        expect([epoch, validators.length]).toEqual(outcome.header.number < 10 ? [0, 12] : [1, 4])
      }
    }
  }
  report('heads', tally)
  expect(tally.refused).toBeGreaterThan(tally.told / 3)
  for (const name of ['Light.WrongHashError', 'Light.WrongSetError', 'Chain.BelowQuorumError']) {
    expect([...tally.names]).toContain(name)
  }
})

test('no lie while a session goes on from what was saved becomes a head, or a chain begun anew', {
  timeout: 300_000,
}, async () => {
  const draw = createDraw(seed + 2)
  const tally = createTally()
  const start = createMemoryLightStore()
  const honest = createLightClient({
    anchor: turning.anchor,
    transport: at(turning, 15),
    now: turning.now,
    store: start,
  })
  const known = await honest.sync()
  const saved = await start.load()
  const resume = (transport: Transport) =>
    createLightClient({
      ...{ anchor: turning.anchor, transport, now: turning.now, recover: recoverOnce },
      store: createMemoryLightStore(structuredClone(saved)),
    })
  const recording = record(turning.transport)
  let answers = 0
  const counting: Transport = {
    request: (call) => {
      answers++
      return recording.ask(call)
    },
  }
  await resume(counting).sync()
  for (let i = 0; tally.told < atLeast / 5; i++) {
    const lie = lies[i % lies.length]!
    const { transport, told } = lyingServer(recording, lie, draw(answers), draw)
    const client = resume(transport)
    const outcome = await client.sync().catch((error: unknown) => error as Error)
    if (!told.isLie) continue
    tally.told++
    tally.kinds.add(lie)
    const { head } = client.state()
    expect(head!.hash).toBe(turning.store.hash(head!.header.number))
    expect(head!.header.number).toBeGreaterThanOrEqual(known.header.number)
    if (outcome instanceof Error) {
      tally.refused++
      tally.names.add(outcome.name)
      expect(outcome.name).toMatch(/^(Light|Chain|Engine|Bytes|Object)/)
      // Another genesis can be claimed; another first block, sealed by the first set, cannot.
      if (outcome instanceof ChainResetError) expect(outcome.kind).toBe('genesis')
    } else tally.harmless++
  }
  report('resumed', tally)
  expect(tally.refused).toBeGreaterThan(tally.told / 3)
})

/** The chain as it was when that block was its newest. */
function at(chain: TestChain, number: number): Transport {
  return {
    async request(call) {
      if (call.method === 'qood_getHead') throw Object.assign(new Error('no such method'), { code: -32601 })
      const params = call.params?.map((param) => (param === 'latest' ? formatQuantity(number) : param)) ?? []
      return chain.transport.request({ ...call, params })
    },
  }
}

function create(chain: TestChain, transport: Transport, snapshot?: SavedState) {
  const client = createLightClient({ anchor: chain.anchor, transport, now: chain.now, recover: recoverOnce })
  if (snapshot) client.adopt(snapshot)
  return { client, provider: createVerifiedProvider({ client, loadEvm: async () => runner }) }
}
const runner = createCallRunner()

/** Most lies leave most seals as they were; who signed them need not be found anew. */
const recovered = new Map<string, Uint8Array | null>()
const recoverOnce: Recover = (digest, signature, recoveryId) => {
  const key = `${encodeHex(digest)}${encodeHex(signature)}${recoveryId}`
  const known = recovered.get(key)
  if (known !== undefined) return known
  const publicKey = recoverWithWasm(digest, signature, recoveryId)
  recovered.set(key, publicKey)
  return publicKey
}

/** Asks everything once, to know the true values and how many answers each read takes. */
async function readHonestly(recording: Recording) {
  const { client } = create(busy, { request: recording.ask })
  await client.sync()
  const snapshot = client.snapshot()!
  const honest = []
  for (const call of busy.reads) {
    let answers = 0
    const counting: Transport = {
      request: (inner) => {
        answers++
        return recording.ask(inner)
      },
    }
    const { value } = await create(busy, counting, snapshot).provider.ask(call)
    honest.push({ call, value, answers })
  }
  return { snapshot, honest }
}

/** A block with one seal less is the same block: its hash leaves the seals out, and a quorum of them was checked. */
function comparable(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('extraData' in value)) return value
  const { extraData, size, ...rest } = value as Record<string, unknown>
  return rest
}

function report(what: string, { told, refused, harmless, claimed, names, kinds }: Tally): void {
  expect(kinds.size).toBeGreaterThanOrEqual(lies.length - 1)
  console.info(`${what}: ${told} lies, ${refused} refused, ${harmless} harmless, ${claimed} marked as claims`)
  console.info([...names].sort().join(', '))
}
