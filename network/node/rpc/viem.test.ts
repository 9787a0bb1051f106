import {
  type BaseError,
  ContractFunctionRevertedError,
  createPublicClient,
  createWalletClient,
  http,
  parseEther,
  webSocket,
} from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { counterAbi, counterBytecode } from '../../../lib/engine/fixtures/counter.ts'
import { startTestGateway, type TestGateway, testChainId } from './testGateway.ts'

/** The library that our app, and most others, speak through. */
let gateway: TestGateway
let clients: ReturnType<typeof createClients>
let counter: `0x${string}`

function createClients({ url, port, account }: TestGateway) {
  const chain = {
    id: testChainId,
    name: 'test',
    // Looking for replacements, it misses a block that comes meanwhile, and here no other comes to wake it.
    supportsTransactionReplacementDetection: false,
    nativeCurrency: { name: 'QDT', symbol: 'QDT', decimals: 18 },
    rpcUrls: { default: { http: [url], webSocket: [`ws://127.0.0.1:${port}`] } },
  } as const
  const socket = webSocket(`ws://127.0.0.1:${port}`)
  return {
    reader: createPublicClient({ chain, transport: http(url), pollingInterval: 20 }),
    batcher: createPublicClient({ chain, transport: http(url, { batch: true }) }),
    live: createPublicClient({ chain, transport: socket, pollingInterval: 20 }),
    wallet: createWalletClient({ chain, account, transport: http(url) }),
    liveWallet: createWalletClient({ chain, account, transport: socket }),
  }
}

beforeAll(async () => {
  gateway = await startTestGateway({ instant: true, worker: true })
  clients = createClients(gateway)
  const hash = await clients.wallet.deployContract({ abi: counterAbi, bytecode: counterBytecode })
  const receipt = await clients.reader.waitForTransactionReceipt({ hash })
  counter = receipt.contractAddress!
})
afterAll(async () => {
  const socket = await clients.live.transport.getRpcClient()
  socket.close()
  await gateway.stop()
})

test('a transfer is prepared, signed, sent and confirmed, by HTTP and by WebSocket', async () => {
  const to = `0x${'ab'.repeat(20)}` as const
  for (const wallet of [clients.wallet, clients.liveWallet]) {
    const before = await clients.reader.getBalance({ address: to })
    const hash = await wallet.sendTransaction({ to, value: parseEther('0.001') })
    const receipt = await clients.live.waitForTransactionReceipt({ hash })
    expect(receipt).toMatchObject({ status: 'success', gasUsed: 21_000n, effectiveGasPrice: 0n, to })
    expect(await clients.reader.getBalance({ address: to })).toBe(before + parseEther('0.001'))
    expect(await clients.reader.getTransaction({ hash })).toMatchObject({
      hash,
      to,
      type: 'eip1559',
      chainId: testChainId,
    })
  }
})

test('fees are zero', async () => {
  expect(await clients.reader.getGasPrice()).toBe(0n)
  expect(await clients.reader.estimateFeesPerGas()).toEqual({ maxFeePerGas: 0n, maxPriorityFeePerGas: 0n })
  const history = await clients.reader.getFeeHistory({ blockCount: 4, rewardPercentiles: [25, 75] })
  expect(history.baseFeePerGas.every((fee) => fee === 0n)).toBe(true)
})

test('a contract is read and written, and its event is found', async () => {
  const before = await clients.reader.readContract({ abi: counterAbi, address: counter, functionName: 'number' })
  const { request, result } = await clients.reader.simulateContract({
    account: gateway.account,
    abi: counterAbi,
    address: counter,
    functionName: 'increment',
  })
  expect(result).toBe(before + 1n)
  const hash = await clients.wallet.writeContract(request)
  const { blockNumber } = await clients.reader.waitForTransactionReceipt({ hash })
  const events = await clients.reader.getContractEvents({ abi: counterAbi, address: counter, fromBlock: blockNumber })
  expect(events[0]).toMatchObject({
    eventName: 'Incremented',
    args: { by: gateway.account.address, number: before + 1n },
  })
})

test.each([
  ['failWithWords', [], 'not today'],
  ['failWithError', [], 'Odd'],
  ['failWithPanic', [0n], 'Division or modulo by zero'],
] as const)('%s is understood', async (functionName, args, expected) => {
  const call = clients.batcher.simulateContract({ abi: counterAbi, address: counter, functionName, args } as never)
  const error = await call.then(
    () => undefined,
    (reason: BaseError) => reason.walk((cause) => cause instanceof ContractFunctionRevertedError),
  )
  const reverted = error as ContractFunctionRevertedError
  expect(reverted.reason ?? reverted.data?.errorName).toContain(expected)
})

test('gas that is estimated is enough, also where calls keep back a share', async () => {
  const functionName = 'incrementTwice'
  const gas = await clients.reader.estimateContractGas({
    account: gateway.account,
    abi: counterAbi,
    address: counter,
    functionName,
    args: [counter],
  })
  const hash = await clients.wallet.writeContract({
    abi: counterAbi,
    address: counter,
    functionName,
    args: [counter],
    gas,
  })
  const { status, gasUsed } = await clients.reader.waitForTransactionReceipt({ hash })
  expect(status).toBe('success')
  expect(Number(gas)).toBeLessThan(1.2 * Number(gasUsed))
})

test('blocks and events arrive live by WebSocket', async () => {
  const blocks: bigint[] = []
  const events: unknown[] = []
  const done = Promise.withResolvers<void>()
  const note = <Item>(list: Item[], ...items: Item[]) => {
    list.push(...items)
    if (blocks.length >= 2 && events.length >= 2) done.resolve()
  }
  const stopBlocks = clients.live.watchBlocks({ onBlock: ({ number }) => note(blocks, number!) })
  const stopEvents = clients.live.watchContractEvent({
    abi: counterAbi,
    address: counter,
    eventName: 'Incremented',
    onLogs: (logs) => note(events, ...logs),
  })
  // Both subscriptions stand once a request that was sent after them is answered.
  await clients.live.getChainId()
  for (let i = 0; i < 2; i++) {
    const hash = await clients.wallet.writeContract({ abi: counterAbi, address: counter, functionName: 'increment' })
    await clients.reader.waitForTransactionReceipt({ hash })
  }
  await done.promise
  stopBlocks()
  stopEvents()
  expect(blocks[1]).toBe(blocks[0]! + 1n)
})

test('events arrive through a polled filter by HTTP', async () => {
  const filter = await clients.reader.createContractEventFilter({
    abi: counterAbi,
    address: counter,
    eventName: 'Incremented',
  })
  const hash = await clients.wallet.writeContract({ abi: counterAbi, address: counter, functionName: 'increment' })
  await clients.reader.waitForTransactionReceipt({ hash })
  const [log] = await clients.reader.getFilterChanges({ filter })
  const number = await clients.reader.readContract({ abi: counterAbi, address: counter, functionName: 'number' })
  expect(log?.args.number).toBe(number)
  expect(await clients.reader.uninstallFilter({ filter })).toBe(true)
})

test('proofs, access lists, code, storage and simulated blocks come in the form that viem reads', async () => {
  const proof = await clients.reader.getProof({ address: counter, storageKeys: [`0x${'0'.repeat(64)}`] })
  const number = await clients.reader.readContract({ abi: counterAbi, address: counter, functionName: 'number' })
  expect(proof.storageProof[0]?.value).toBe(number)
  expect(proof.accountProof.length).toBeGreaterThan(0)
  expect(BigInt((await clients.reader.getStorageAt({ address: counter, slot: '0x0' }))!)).toBe(number)
  expect(await clients.reader.getCode({ address: counter })).toMatch(/^0x60/)
  const data = '0xd09de08a' as const
  const { accessList } = await clients.reader.createAccessList({ account: gateway.account, to: counter, data })
  expect(accessList).toEqual([{ address: counter, storageKeys: [`0x${'0'.repeat(64)}`] }])
  const [block] = await clients.reader.simulateBlocks({
    blocks: [{ calls: [{ account: gateway.account.address, to: counter, data }] }],
  })
  expect(block?.calls[0]).toMatchObject({ status: 'success' })
  expect(BigInt(block!.calls[0]!.data)).toBe(number + 1n)
})

test('a transaction that the pool refuses says why', async () => {
  const nonce = 0
  const { account } = gateway
  const refused = clients.wallet.sendTransaction({ to: account.address, nonce, gas: 21_000n })
  await expect(refused).rejects.toThrow(/nonce too low/i)
})
