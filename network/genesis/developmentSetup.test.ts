import { type Abi, decodeFunctionResult, encodeFunctionData } from 'viem'
import { beforeAll, expect, test } from 'vitest'
import { type Address, decodeHex, encodeHex } from '../../lib/bytes/hex.ts'
import { loadKeccak } from '../../lib/bytes/keccak256.ts'
import type { Header } from '../../lib/chain/Header.ts'
import { roleIds } from '../../lib/chain/roleIds.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { aucAbi } from '../../lib/contracts/AUC.ts'
import { commissionAbi } from '../../lib/contracts/Commission.ts'
import { dataMarketAbi } from '../../lib/contracts/DataMarket.ts'
import { fiatTokenAbi } from '../../lib/contracts/FiatToken.ts'
import { oracleAbi } from '../../lib/contracts/Oracle.ts'
import { qdtAbi } from '../../lib/contracts/QDT.ts'
import { rolesAbi } from '../../lib/contracts/Roles.ts'
import { createCallRunner } from '../../lib/engine/createCallRunner.ts'
import { createGenesis } from '../../lib/engine/createGenesis.ts'
import { createMemoryReader } from '../../lib/engine/createMemoryReader.ts'
import { State } from '../../lib/engine/State.ts'
import { StateTries } from '../../lib/engine/StateTries.ts'
import { createDevelopmentGenesis } from './createDevelopmentGenesis.ts'
import { type CastName, castRoles, developmentCast } from './developmentCast.ts'
import { developmentChainId } from './developmentKeys.ts'
import { feederBond } from './exchangePredeploys.ts'
import { runConstructors, SetupCallError } from './runConstructors.ts'

const cast = developmentCast(developmentChainId)
const unit = 10n ** 18n
let genesis: ReturnType<typeof createGenesis>

beforeAll(async () => {
  await loadKeccak()
  genesis = createGenesis(await createDevelopmentGenesis())
})

async function read(address: Address, abi: Abi, functionName: string, args: readonly unknown[] = []): Promise<unknown> {
  const header: Header = genesis.header
  const { returnData } = await createCallRunner().call({
    chainId: developmentChainId,
    header,
    state: new State(new StateTries(createMemoryReader(header.stateRoot, genesis.diff))),
    blockHash: async () => undefined,
    gasCap: 30_000_000n,
    request: { to: address, data: decodeHex(encodeFunctionData({ abi, functionName, args })) },
  })
  return decodeFunctionResult({ abi, functionName, data: encodeHex(returnData) })
}

test('everyone of the cast holds exactly the roles of the list, and the escrow may reward reviews', async () => {
  for (const [name, { address }] of Object.entries(cast)) {
    const roles = castRoles[name as CastName] ?? []
    const bits = roles.reduce((sum, role) => sum | (1n << BigInt(roleIds[role])), 0n)
    expect([name, await read(systemContracts.roles, rolesAbi, 'rolesOf', [address])]).toEqual([name, [bits, 0n]])
  }
  const escrow = [roleIds.rewarder, systemContracts.saleEscrow]
  expect(await read(systemContracts.roles, rolesAbi, 'hasRole', escrow)).toBe(true)
})

test('each currency is issued below its attested reserve, and more can be', async () => {
  for (const key of ['qdd', 'qde', 'qdr'] as const) {
    const token = systemContracts[key]
    expect(await read(token, fiatTokenAbi, 'totalSupply')).toBe(2_000_000n * unit)
    expect(await read(token, fiatTokenAbi, 'mintable')).toBe(9_998_000_000n * unit)
    expect(await read(token, fiatTokenAbi, 'balanceOf', [cast.agent.address])).toBe(100_000n * unit)
  }
  expect(await read(systemContracts.qdd, fiatTokenAbi, 'symbol')).toBe('QDD')
  expect(await read(systemContracts.qde, fiatTokenAbi, 'symbol')).toBe('QDE')
  expect(await read(systemContracts.qdr, fiatTokenAbi, 'symbol')).toBe('QDR')
})

test('five feeders are bonded, and the bonds lie with the oracle', async () => {
  expect(await read(systemContracts.oracle, oracleAbi, 'feeders')).toHaveLength(5)
  expect(await read(systemContracts.qdd, fiatTokenAbi, 'balanceOf', [systemContracts.oracle])).toBe(5n * feederBond)
})

test('AUC is placed by the programme: 40 % with the foundation, less what the cast was given', async () => {
  const balance = (address: Address) => read(systemContracts.auc, aucAbi, 'balanceOf', [address])
  expect(await balance(systemContracts.aucProgramme)).toBe(6_000_000_000n * unit)
  expect(await balance(cast.foundation.address)).toBe(4_000_000_000n * unit - 19n * 10_000n * unit)
  expect(await balance(cast.maker.address)).toBe(10_000n * unit)
})

test('contracts know each other, and those that hold QDT for others use up no coin-days', async () => {
  const named = { registry: 'dataRegistry', judge: 'disputeJudge', oracle: 'oracle', commission: 'commission' } as const
  for (const [field, key] of Object.entries(named)) {
    const found = (await read(systemContracts.dataMarket, dataMarketAbi, field)) as string
    expect([field, found.toLowerCase()]).toEqual([field, systemContracts[key]])
  }
  for (const key of ['dataMarket', 'saleEscrow', 'appraisal', 'commission', 'exchangeToken'] as const) {
    expect([key, await read(systemContracts.qdt, qdtAbi, 'isExempt', [systemContracts[key]])]).toEqual([key, true])
  }
  const scenario = `0x${Buffer.from('exchange').toString('hex').padEnd(64, '0')}`
  expect(await read(systemContracts.commission, commissionAbi, 'rateOf', [scenario, systemContracts.qdt])).toBe(200)
})

test('a call that fails stops the making of a genesis, by name', async () => {
  const nobody = cast.agent.address
  const data = encodeFunctionData({ abi: fiatTokenAbi, functionName: 'transfer', args: [nobody, 1n] })
  const options = { chainId: developmentChainId, timestamp: 0, deployer: nobody, predeploys: [] }
  const calls = [{ name: 'revert', from: nobody, to: systemContracts.roles, data }]
  // Nothing stands there: the code that is put is one byte, INVALID.
  const predeploys = [{ name: 'broken', address: systemContracts.roles, creationCode: '0x60fe5f5360015ff3' as const }]
  await expect(runConstructors({ ...options, predeploys, calls })).rejects.toThrow(SetupCallError)
})
