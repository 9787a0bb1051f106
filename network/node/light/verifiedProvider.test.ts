import { createClient, createPublicClient, custom, parseAbiItem } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeHex, encodeHex, type Hex } from '../../../lib/bytes/hex.ts'
import { decodeHeader, encodeHeader } from '../../../lib/chain/encodeHeader.ts'
import { hashHeader } from '../../../lib/chain/hashHeader.ts'
import { recoverWithWasm } from '../../../lib/chain/recoverWithWasm.ts'
import { systemContracts } from '../../../lib/chain/systemContracts.ts'
import { createCallRunner } from '../../../lib/engine/createCallRunner.ts'
import { createLightClient } from '../../../lib/light/createLightClient.ts'
import { createVerifiedProvider } from '../../../lib/light/createVerifiedProvider.ts'
import type { RpcCall, Transport } from '../../../lib/light/Transport.ts'
import { type BusyChain, busyAbi, callOf, createBusyChain, stranger } from './busyChain.ts'
import { counted } from './testChain.ts'

const { qdt, election } = systemContracts
let chain: BusyChain

beforeAll(async () => {
  chain = await createBusyChain()
})
afterAll(() => chain.stop())

function create(transport: Transport, limits: object = {}) {
  const client = createLightClient({ anchor: chain.anchor, transport, now: chain.now, recover: recoverWithWasm })
  const provider = createVerifiedProvider({ client, loadEvm: async () => createCallRunner(), limits })
  return { client, provider }
}

test('gives what an honest server gives, proved', async () => {
  const { client, provider } = create(chain.transport)
  await client.sync()
  for (const request of chain.reads) {
    const expected = await chain.transport.request(request)
    const { value, evidence } = await provider.ask(request)
    expect({ request, value }).toEqual({ request, value: expected })
    const isAbsent = value === null && request.method !== 'eth_getTransactionByBlockHashAndIndex'
    const anchored = ['eth_chainId', 'net_version'].includes(request.method)
    expect(evidence.grade).toBe(isAbsent ? 'claimed' : anchored ? 'anchor' : 'proved')
    expect(provider.explain('last')).toBe(evidence)
    expect(provider.explain(request)).toBe(evidence)
    expect(provider.explain(evidence.id)).toBe(evidence)
  }
})

test('gives the headers of a range as they are hashed, and no other', async () => {
  const { provider } = create(chain.transport)
  const request = { method: 'qood_getHeaders', params: [17, 10] }
  const { value, evidence } = await provider.ask(request)
  const headers = (value as Hex[]).map((bytes) => decodeHeader(decodeHex(bytes)))
  expect(headers.map(({ number }) => number)).toEqual([17, 18, 19, 20])
  expect(headers.map(hashHeader)).toEqual([17, 18, 19, 20].map((number) => chain.store.hash(number)))
  expect(evidence.grade).toBe('proved')
  const lying: Transport = {
    async request(call) {
      const answer = await chain.transport.request(call)
      if (call.method !== 'qood_getHeaders') return answer
      return (answer as Hex[]).map((bytes) => {
        const header = decodeHeader(decodeHex(bytes))
        return encodeHex(encodeHeader(header.number === 18 ? { ...header, gasUsed: header.gasUsed + 1n } : header))
      })
    },
  }
  await expect(create(lying).provider.ask(request)).rejects.toMatchObject({ name: 'Light.WrongHashError' })
  for (const params of [[], ['0x1', 2], [1, 2_000], [-1, 2]])
    await expect(provider.request({ method: 'qood_getHeaders', params })).rejects.toMatchObject({ code: -32602 })
})

test('fails as an honest server fails', async () => {
  const { provider } = create(chain.transport)
  const failing: RpcCall[] = [
    { method: 'eth_call', params: [callOf(qdt, 'transfer', [stranger, 10n ** 30n], chain.alice), 'latest'] },
    { method: 'eth_call', params: [callOf(election, 'stake', [0n], chain.alice), 'latest'] },
    { method: 'eth_call', params: [{ to: stranger, value: '0xffffffffffffffffffff', from: chain.alice }, 'latest'] },
    { method: 'eth_call', params: [{ data: '0xfe' }, 'latest'] },
    { method: 'eth_getBalance', params: ['0x12', 'latest'] },
    { method: 'eth_getBalance', params: [stranger, '0xffff'] },
  ]
  for (const request of failing) {
    const expected = await chain.transport.request(request).catch((error: unknown) => error)
    const { code, data } = expected as { code: number; data?: Hex }
    const found = await provider.request(request).catch((error: unknown) => error)
    if (code === 3) expect(found).toMatchObject({ code, data, message: expect.stringMatching(/^execution reverted/) })
    else expect(found).toBeInstanceOf(Error)
  }
})

test('serves viem unchanged', async () => {
  const { provider } = create(chain.transport)
  const client = createPublicClient({ transport: custom(provider as never) })
  const validators = await client.readContract({ abi: busyAbi, address: election, functionName: 'getValidators' })
  expect(validators.map((address) => address.toLowerCase())).toEqual(chain.anchor.firstSet.validators)
  expect(await client.getBalance({ address: stranger })).toBe(7n)
  const logs = await client.getLogs({
    address: qdt,
    event: parseAbiItem('event Transfer(address indexed from, address indexed to, uint256 value)'),
    args: { to: chain.holders[1]!.address },
    fromBlock: 0n,
  })
  expect(logs.map(({ args }) => args.value)).toEqual([5n, 6n])
  expect((await client.getTransactionReceipt({ hash: chain.sent })).status).toBe('success')
  expect((await client.getBlock({ includeTransactions: true, blockNumber: 2n })).transactions).toHaveLength(2)
  await expect(
    client.simulateContract({
      abi: busyAbi,
      address: election,
      functionName: 'stake',
      args: [0n],
      account: chain.alice,
    }),
  ).rejects.toMatchObject({ name: 'ContractFunctionExecutionError' })
})

test('refuses what it can neither prove nor is allowed to pass on', async () => {
  const { provider } = create(chain.transport)
  for (const method of ['eth_accounts', 'personal_sign', 'eth_newFilter', 'constructor', '__proto__']) {
    await expect(provider.request({ method })).rejects.toMatchObject({
      name: 'Light.UnsupportedMethodError',
      code: 4200,
    })
  }
  const { evidence } = await provider.ask({ method: 'web3_clientVersion' })
  expect(evidence).toMatchObject({ grade: 'claimed', blocks: [], steps: [] })
})

test('says how an answer follows from the seals', async () => {
  const { provider } = create(chain.transport)
  const { evidence } = await provider.ask({ method: 'eth_getStorageAt', params: [election, '0x0', 'latest'] })
  const [block] = evidence.blocks
  expect(block).toMatchObject({ number: 20, setSize: 5, quorum: 4, stateRoot: chain.store.header(20)!.stateRoot })
  expect(block!.signers.length).toBeGreaterThanOrEqual(4)
  expect(evidence.steps.map(({ kind }) => kind)).toEqual(['account', 'slot'])
  expect(evidence.steps.every((step) => 'nodes' in step && step.nodes.length > 0)).toBe(true)
  const { evidence: executed } = await provider.ask(chain.reads.find(({ method }) => method === 'eth_call')!)
  expect(executed.steps[0]).toMatchObject({ kind: 'execution', accounts: 2, slots: 1 })
})

test('says it also of an answer that was asked for again since', async () => {
  const { provider } = create(chain.transport)
  const request = { method: 'eth_getBalance', params: [chain.alice, 'latest'] }
  const first = await provider.ask(request)
  const second = await provider.ask(request)
  expect(provider.explain(first.evidence.id)).toBe(first.evidence)
  expect(provider.explain(request)).toBe(second.evidence)
})

test('asks once for what is asked in one breath, and nothing again in one block', async () => {
  const seen = counted(chain.transport)
  const { client, provider } = create(seen)
  await client.sync()
  seen.calls.length = 0
  const slots = Array.from({ length: 12 }, (_, i) => `0x${i.toString(16)}`)
  await Promise.all(
    slots.flatMap((slot) => [
      provider.request({ method: 'eth_getStorageAt', params: [election, slot, 'latest'] }),
      provider.request({ method: 'eth_getBalance', params: [election, 'latest'] }),
    ]),
  )
  expect(seen.calls.map(({ method }) => method)).toEqual(['eth_getProof'])
  await provider.request({ method: 'eth_getStorageAt', params: [election, '0x3', 'latest'] })
  expect(seen.calls).toHaveLength(1)
  const request = { method: 'eth_call', params: [callOf(election, 'candidates', [0n, 20n]), 'latest'] }
  await provider.request(request)
  expect(seen.calls.filter(({ method }) => method === 'eth_createAccessList')).toHaveLength(1)
  const before = seen.calls.length
  await provider.request(request)
  expect(seen.calls).toHaveLength(before)
})

test('runs calls without the hint of an access list, and whatever a false hint says', async () => {
  const request = { method: 'eth_call', params: [callOf(election, 'candidates', [0n, 20n]), 'latest'] }
  const expected = await chain.transport.request(request)
  for (const hint of [
    () => Promise.reject({ code: -32601 }),
    async () => ({ accessList: [{ address: stranger, storageKeys: [`0x${'ff'.repeat(32)}`] }] }),
    async () => ({ accessList: 'nonsense' }),
  ]) {
    const { provider } = create({
      request: (rpc) => (rpc.method === 'eth_createAccessList' ? hint() : chain.transport.request(rpc)),
    })
    expect(await provider.request(request)).toBe(expected)
  }
})

test('proves each log of a range that is too wide to prove complete, and says so', async () => {
  const request = { method: 'eth_getLogs', params: [{ fromBlock: 'earliest', toBlock: 'latest', address: qdt }] }
  const { provider } = create(chain.transport, { provenLogBlocks: 4 })
  const { value, evidence } = await provider.ask(request)
  expect(value).toEqual(await chain.transport.request(request))
  expect(evidence.grade).toBe('partly')
  const forged = create(
    {
      async request(rpc) {
        const answer = await chain.transport.request(rpc)
        if (rpc.method !== 'eth_getLogs') return answer
        return (answer as object[]).map((log) => ({ ...log, logIndex: '0x9' }))
      },
    },
    { provenLogBlocks: 4 },
  )
  await expect(forged.provider.request(request)).rejects.toMatchObject({ name: 'Light.ProofMismatchError' })
})

test('knows the hash of what it sends, whatever the server says', async () => {
  const { raw, hash } = await chain.sign(chain.holders[1]!, { to: stranger, value: 1n })
  const send = (answer: unknown) =>
    create({
      request: async (rpc) => (rpc.method === 'eth_sendRawTransaction' ? answer : chain.transport.request(rpc)),
    }).provider.request({ method: 'eth_sendRawTransaction', params: [encodeHex(raw)] })
  expect(await send(hash)).toBe(hash)
  await expect(send(chain.sent)).rejects.toMatchObject({ name: 'Light.ProofMismatchError' })
})

test('gives a viem client that wagmi can use', async () => {
  const { provider } = create(chain.transport)
  expect(await createClient({ transport: custom(provider as never) }).request({ method: 'eth_chainId' })).toBe(
    '0x11952',
  )
})
