import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeFunctionData, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, onTestFinished, test } from 'vitest'
import { type Address, decodeHex, encodeHex, type Hex } from '../../../lib/bytes/hex.ts'
import { keccak256 } from '../../../lib/bytes/keccak256.ts'
import { systemContracts } from '../../../lib/chain/systemContracts.ts'
import { qdtAbi } from '../../../lib/contracts/QDT.ts'
import { createDevelopmentGenesis } from '../../genesis/createDevelopmentGenesis.ts'
import { developmentAccounts, developmentChainId } from '../../genesis/developmentKeys.ts'
import { openTestProducer } from '../producer/testProducer.ts'
import { defaultLimits } from './Limits.ts'
import { createCallMethods } from './methods/createCallMethods.ts'

const [from, to] = developmentAccounts(developmentChainId, 2).map(({ privateKey }) => privateKeyToAccount(privateKey))
const data = encodeFunctionData({ abi: qdtAbi, functionName: 'transfer', args: [to!.address, parseEther('1')] })

test('a transfer with exactly the estimated gas succeeds, whoever makes the block', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'qood-estimate-'))
  const chain = await openTestProducer(directory, await createDevelopmentGenesis())
  onTestFinished(async () => {
    await chain.store.close()
    await rm(directory, { recursive: true, force: true })
  })
  const methods = createCallMethods({ chain: chain.store, limits: defaultLimits, now: Date.now })
  const send = async (nonce: number, gas: bigint) => {
    const call = { to: systemContracts.qdt, data, nonce, gas, maxFeePerGas: 0n, maxPriorityFeePerGas: 0n }
    const raw = decodeHex(await from!.signTransaction({ type: 'eip1559', chainId: developmentChainId, ...call }))
    return { raw, sender: from!.address.toLowerCase() as Address, hash: encodeHex(keccak256(raw)) }
  }
  // Who made the head has moved QDT before; who makes the next block has not, and writes the first word of its volume.
  await chain.turn([await send(0, 500_000n)])
  const request = { from: from!.address, to: systemContracts.qdt, data }
  const gas = BigInt((await methods.eth_estimateGas!([request, 'latest'], {} as never)) as Hex)
  await chain.turn([await send(1, gas)])
  expect(chain.store.receipts(2)).toMatchObject([{ status: 1 }])
})
