import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPublicClient, erc20Abi, http } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { developmentChainId } from '../genesis/developmentKeys.ts'
import { defaultNodeOptions, type Node, startNode } from '../node/startNode.ts'
import { coinGivenWei, createFaucet, qdtGiven } from './createFaucet.ts'

let data: string
let node: Node

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'qood-faucet-'))
  const onFault = (error: unknown) => {
    throw error
  }
  node = await startNode({ ...defaultNodeOptions, slotMs: 100, heartbeatMs: 400, rpcPort: 0, data, onFault })
}, 60_000)
afterAll(async () => {
  await node.stop()
  await rm(data, { recursive: true, force: true })
})

const newAddress = () => privateKeyToAddress(generatePrivateKey())

async function holdings(address: `0x${string}`) {
  const client = createPublicClient({ transport: http(node.rpcUrl) })
  const read = { address: systemContracts.qdt, abi: erc20Abi, functionName: 'balanceOf', args: [address] } as const
  return { qdt: await client.readContract(read), coin: await client.getBalance({ address }) }
}

test('many who ask at once each get both, with nonces in order', async () => {
  const faucet = createFaucet({ rpcUrl: node.rpcUrl, chainId: developmentChainId })
  const addresses = [newAddress(), newAddress(), newAddress()]
  const funds = await Promise.all(addresses.map((address) => faucet.give(address)))
  expect(new Set(funds.flatMap(({ qdt, coin }) => [qdt, coin])).size).toBe(6)
  for (const address of addresses) expect(await holdings(address)).toEqual({ qdt: qdtGiven, coin: coinGivenWei })
}, 30_000)

test('a node that is away is told by name, and costs the address nothing', async () => {
  const faucet = createFaucet({ rpcUrl: 'http://127.0.0.1:1', chainId: developmentChainId })
  const address = newAddress()
  for (let attempt = 0; attempt < 5; attempt++) {
    await expect(faucet.give(address)).rejects.toMatchObject({ name: 'Faucet.NodeError' })
  }
})

test('there is no free money on any other chain', () => {
  expect(() => createFaucet({ rpcUrl: node.rpcUrl, chainId: 2018 })).toThrow(
    expect.objectContaining({ name: 'Faucet.NotDevelopmentChainError' }),
  )
})
