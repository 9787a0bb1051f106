import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPublicClient, custom, parseAbi } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemContracts } from '../../../lib/chain/systemContracts.ts'
import { createCallRunner } from '../../../lib/engine/createCallRunner.ts'
import { createHttpTransport } from '../../../lib/light/createHttpTransport.ts'
import { createLightClient } from '../../../lib/light/createLightClient.ts'
import { createVerifiedProvider } from '../../../lib/light/createVerifiedProvider.ts'
import { createDevelopmentGenesis } from '../../genesis/createDevelopmentGenesis.ts'
import { defaultNodeOptions, type Node, startNode } from '../startNode.ts'
import { createAnchor } from './createAnchor.ts'

/* The node as `qood up` starts it: its own process threads, HTTP, its own clock. */

let node: Node
let data: string

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'qood-node-'))
  const onFault = (error: unknown) => {
    throw error
  }
  node = await startNode({ ...defaultNodeOptions, data, rpcPort: 0, slotMs: 50, heartbeatMs: 50, onFault })
})
afterAll(async () => {
  await node.stop()
  await rm(data, { recursive: true, force: true })
})

test('follows a running node over HTTP and serves verified reads to viem', async () => {
  const anchor = await createAnchor(await createDevelopmentGenesis())
  expect(anchor.genesisHash).toBe(node.status().genesisHash)
  const client = createLightClient({ anchor, transport: createHttpTransport({ url: node.rpcUrl, fetch }) })
  const first = await client.sync()
  await expect.poll(async () => (await client.sync()).header.number).toBeGreaterThan(first.header.number + 2)
  expect(client.state()).toMatchObject({ error: undefined, head: { quorum: 15 } })
  const provider = createVerifiedProvider({ client, loadEvm: async () => createCallRunner() })
  const viem = createPublicClient({ transport: custom(provider as never) })
  const abi = parseAbi(['function getValidators() view returns (address[])'])
  const validators = await viem.readContract({ abi, address: systemContracts.election, functionName: 'getValidators' })
  expect(validators.map((address) => address.toLowerCase())).toEqual(anchor.firstSet.validators)
  expect(provider.explain('last')).toMatchObject({ grade: 'proved', method: 'eth_call' })
  expect((await viem.getBlock()).number).toBe(BigInt(client.state().head!.header.number))
})
