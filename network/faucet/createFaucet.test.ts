import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPublicClient, erc20Abi, http } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { qddAbi } from '../../lib/contracts/QDD.ts'
import { developmentChainId } from '../genesis/developmentKeys.ts'
import { defaultNodeOptions, type Node, startNode } from '../node/startNode.ts'
import { coinGivenWei, createFaucet, qddGiven, qdtGiven } from './createFaucet.ts'

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

const client = () => createPublicClient({ transport: http(node.rpcUrl) })
const newAddress = () => privateKeyToAddress(generatePrivateKey())

async function holdings(address: `0x${string}`) {
  const read = { abi: erc20Abi, functionName: 'balanceOf', args: [address] } as const
  return {
    qdt: await client().readContract({ ...read, address: systemContracts.qdt }),
    qdd: await client().readContract({ ...read, address: systemContracts.qdd }),
    coin: await client().getBalance({ address }),
  }
}

test('many who ask at once each get all, with nonces in order', async () => {
  const faucet = createFaucet({ rpcUrl: node.rpcUrl, chainId: developmentChainId })
  const addresses = [newAddress(), newAddress(), newAddress()]
  const funds = await Promise.all(addresses.map((address) => faucet.give(address)))
  expect(new Set(funds.flatMap(({ qdt, qdd, coin }) => [qdt, qdd, coin])).size).toBe(9)
  for (const address of addresses) {
    expect(await holdings(address)).toEqual({ qdt: qdtGiven, qdd: qddGiven, coin: coinGivenWei })
  }
})

test("the auditor's word about the reserve is renewed when it is a week old, and not before", async () => {
  const faucet = createFaucet({ rpcUrl: node.rpcUrl, chainId: developmentChainId })
  const takenAt = async () => {
    const read = { address: systemContracts.qdd, abi: qddAbi, functionName: 'attestation' } as const
    return (await client().readContract(read))[1]
  }
  await faucet.give(newAddress())
  const renewed = await takenAt()
  const { timestamp } = await client().getBlock()
  expect(Number(timestamp) - renewed).toBeLessThan(7 * 86_400)
  await faucet.give(newAddress())
  expect(await takenAt()).toBe(renewed)
})

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
