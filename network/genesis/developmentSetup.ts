import { type Abi, encodeFunctionData } from 'viem'
import type { Address } from '../../lib/bytes/hex.ts'
import { roleIds } from '../../lib/chain/roleIds.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { aucAbi } from '../../lib/contracts/AUC.ts'
import { fiatTokenAbi } from '../../lib/contracts/FiatToken.ts'
import { oracleAbi } from '../../lib/contracts/Oracle.ts'
import { rolesAbi } from '../../lib/contracts/Roles.ts'
import { type CastName, castRoles, developmentCast } from './developmentCast.ts'
import { type CurrencyKey, currencyNames, encodeDevelopmentAttestation } from './encodeDevelopmentAttestation.ts'
import { feederBond } from './exchangePredeploys.ts'
import type { SetupCall } from './runConstructors.ts'

const unit = 10n ** 18n
const fiatGiven = 100_000n * unit
const aucGiven = 10_000n * unit
const grant = 0

/**
 * Returns what the development cast does before block 1: takes its roles, attests and issues currencies, posts the bonds of
 * the oracle. Each is a call that anybody could make later with the same rights.
 */
export async function developmentSetup(options: { chainId: number; timestamp: number }): Promise<SetupCall[]> {
  const cast = developmentCast(options.chainId)
  return [
    ...grantRoles(cast),
    ...(await issueCurrencies(cast, options.timestamp)),
    ...giveAuc(cast),
    ...joinOracle(cast),
  ]
}

type Cast = ReturnType<typeof developmentCast>

function grantRoles(cast: Cast): SetupCall[] {
  const from = cast.foundation.address
  return Object.entries(castRoles).flatMap(([name, roles]) =>
    roles.map((role) => {
      const args = [grant, roleIds[role], cast[name as CastName].address]
      return call(`grant ${role} to ${name}`, from, systemContracts.roles, rolesAbi, 'approve', args)
    }),
  )
}

async function issueCurrencies(cast: Cast, timestamp: number): Promise<SetupCall[]> {
  const { auditor, faucet } = cast
  const calls: SetupCall[] = []
  for (const currency of Object.keys(currencyNames) as CurrencyKey[]) {
    const token = systemContracts[currency]
    const data = await encodeDevelopmentAttestation(currency, timestamp)
    calls.push({ name: `attest ${currency}`, from: auditor.address, to: token, data })
    for (const { address } of Object.values(cast)) {
      calls.push(call(`issue ${currency}`, faucet.address, token, fiatTokenAbi, 'mint', [address, fiatGiven]))
    }
  }
  return calls
}

function giveAuc({ foundation, ...others }: Cast): SetupCall[] {
  return Object.values(others).map(({ address }) =>
    call('give AUC', foundation.address, systemContracts.auc, aucAbi, 'transfer', [address, aucGiven]),
  )
}

function joinOracle(cast: Cast): SetupCall[] {
  const { oracle, qdd } = systemContracts
  return [cast.feeder1, cast.feeder2, cast.feeder3, cast.feeder4, cast.feeder5].flatMap(({ address }) => [
    call('approve the bond', address, qdd, fiatTokenAbi, 'approve', [oracle, feederBond]),
    call('join the oracle', address, oracle, oracleAbi, 'join', []),
  ])
}

function call(
  name: string,
  from: Address,
  to: Address,
  abi: Abi,
  functionName: string,
  args: readonly unknown[],
): SetupCall {
  return { name, from, to, data: encodeFunctionData({ abi, functionName, args }) }
}
