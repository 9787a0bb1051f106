import { concat, encodeFunctionData, stringToHex } from 'viem'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { roleIds } from '../../lib/chain/roleIds.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { appraisalAbi } from '../../lib/contracts/Appraisal.ts'
import { aucAbi } from '../../lib/contracts/AUC.ts'
import { aucProgrammeAbi } from '../../lib/contracts/AucProgramme.ts'
import { buyBackAbi } from '../../lib/contracts/BuyBack.ts'
import { appraisalBytecode } from '../../lib/contracts/bytecode/Appraisal.ts'
import { aucBytecode } from '../../lib/contracts/bytecode/AUC.ts'
import { aucProgrammeBytecode } from '../../lib/contracts/bytecode/AucProgramme.ts'
import { buyBackBytecode } from '../../lib/contracts/bytecode/BuyBack.ts'
import { commissionBytecode } from '../../lib/contracts/bytecode/Commission.ts'
import { dataMarketBytecode } from '../../lib/contracts/bytecode/DataMarket.ts'
import { dataRegistryBytecode } from '../../lib/contracts/bytecode/DataRegistry.ts'
import { dataRequestsBytecode } from '../../lib/contracts/bytecode/DataRequests.ts'
import { dictionaryRegistryBytecode } from '../../lib/contracts/bytecode/DictionaryRegistry.ts'
import { disputeJudgeBytecode } from '../../lib/contracts/bytecode/DisputeJudge.ts'
import { fiatTokenBytecode } from '../../lib/contracts/bytecode/FiatToken.ts'
import { oracleBytecode } from '../../lib/contracts/bytecode/Oracle.ts'
import { qddBytecode } from '../../lib/contracts/bytecode/QDD.ts'
import { rolesBytecode } from '../../lib/contracts/bytecode/Roles.ts'
import { saleEscrowBytecode } from '../../lib/contracts/bytecode/SaleEscrow.ts'
import { scenarioTokenBytecode } from '../../lib/contracts/bytecode/ScenarioToken.ts'
import { settleBatchBytecode } from '../../lib/contracts/bytecode/SettleBatch.ts'
import { sharesBytecode } from '../../lib/contracts/bytecode/Shares.ts'
import { vehicleBytecode } from '../../lib/contracts/bytecode/Vehicle.ts'
import { commissionAbi } from '../../lib/contracts/Commission.ts'
import { dataMarketAbi } from '../../lib/contracts/DataMarket.ts'
import { dataRegistryAbi } from '../../lib/contracts/DataRegistry.ts'
import { dataRequestsAbi } from '../../lib/contracts/DataRequests.ts'
import { dictionaryRegistryAbi } from '../../lib/contracts/DictionaryRegistry.ts'
import { disputeJudgeAbi } from '../../lib/contracts/DisputeJudge.ts'
import { fiatTokenAbi } from '../../lib/contracts/FiatToken.ts'
import { oracleAbi } from '../../lib/contracts/Oracle.ts'
import { qddAbi } from '../../lib/contracts/QDD.ts'
import { rolesAbi } from '../../lib/contracts/Roles.ts'
import { saleEscrowAbi } from '../../lib/contracts/SaleEscrow.ts'
import { scenarioTokenAbi } from '../../lib/contracts/ScenarioToken.ts'
import { settleBatchAbi } from '../../lib/contracts/SettleBatch.ts'
import { sharesAbi } from '../../lib/contracts/Shares.ts'
import { vehicleAbi } from '../../lib/contracts/Vehicle.ts'
import { encodeArguments } from './encodeArguments.ts'
import { foundingDictionaries } from './foundingDictionaries.ts'
import type { Predeploy, SetupCall } from './runConstructors.ts'

const unit = 10n ** 18n
/** What a feeder of the oracle puts up, in QDD, so that its worth does not move with the rates that feeders report. */
export const feederBond = 1_000n * unit
/** The business scenario of the exchange itself: two per cent of what a trade in QDT pays. */
const exchangeScenario = stringToHex('exchange', { size: 32 })
const exchangeCommissionBps = 200
const exchangeTokenSupply = 100_000_000n * unit

export type ExchangeOptions = {
  /** The first committee of all roles; gets what is placed and the treasury. */
  foundation: Address
  team: Address
  /** Seconds since 1970. */
  timestamp: number
}

/** Returns the contracts of the exchange. They name each other by the fixed addresses, so their order is free. */
export function exchangePredeploys({ foundation, team, timestamp }: ExchangeOptions): Predeploy[] {
  const at = systemContracts
  const market = [at.dataRegistry, at.disputeJudge, at.oracle, at.vehicle, at.commission]
  const currencies = [at.qdd, at.qde, at.qdr, at.qdt, at.auc]
  const keepers = [at.dataMarket, at.saleEscrow]
  const token = ['QoodBlock Exchange', 'QEX', at.qdt, at.commission, foundation, exchangeTokenSupply, keepers]
  return [
    predeploy('roles', rolesBytecode, rolesAbi, [at.election, [foundation], 1, [at.saleEscrow, at.appraisal]]),
    predeploy('vehicle', vehicleBytecode, vehicleAbi, [at.roles]),
    predeploy('shares', sharesBytecode, sharesAbi, [at.vehicle]),
    predeploy('dataRegistry', dataRegistryBytecode, dataRegistryAbi, [at.shares]),
    predeploy('dataMarket', dataMarketBytecode, dataMarketAbi, market),
    predeploy('disputeJudge', disputeJudgeBytecode, disputeJudgeAbi, []),
    predeploy('dataRequests', dataRequestsBytecode, dataRequestsAbi, [at.dataMarket]),
    predeploy('settleBatch', settleBatchBytecode, settleBatchAbi, [at.dataMarket]),
    predeploy('qdd', qddBytecode, qddAbi, [at.roles]),
    predeploy('qde', fiatTokenBytecode, fiatTokenAbi, [at.roles, 'QoodBlock Euro', 'QDE']),
    predeploy('qdr', fiatTokenBytecode, fiatTokenAbi, [at.roles, 'QoodBlock Renminbi', 'QDR']),
    predeploy('auc', aucBytecode, aucAbi, [foundation, at.aucProgramme]),
    predeploy('aucProgramme', aucProgrammeBytecode, aucProgrammeAbi, [at.auc, at.roles, team, foundation, timestamp]),
    predeploy('buyBack', buyBackBytecode, buyBackAbi, [at.auc, at.qdd, at.oracle, timestamp]),
    predeploy('saleEscrow', saleEscrowBytecode, saleEscrowAbi, [at.vehicle, at.roles, at.aucProgramme]),
    predeploy('appraisal', appraisalBytecode, appraisalAbi, [at.vehicle, at.roles, at.oracle, currencies]),
    predeploy('oracle', oracleBytecode, oracleAbi, [at.roles, at.qdd, feederBond, foundation, at.appraisal]),
    predeploy('dictionaryRegistry', dictionaryRegistryBytecode, dictionaryRegistryAbi, [
      at.roles,
      foundingDictionaries(),
    ]),
    predeploy('commission', commissionBytecode, commissionAbi, [at.qdt, at.oracle, at.dataMarket]),
    predeploy('exchangeToken', scenarioTokenBytecode, scenarioTokenAbi, token),
  ]
}

/** Returns what the foundation does before block 1 on every chain: let reviews be rewarded, open the exchange's scenario. */
export function exchangeSetup({ foundation }: ExchangeOptions): SetupCall[] {
  const grant = [0, roleIds.rewarder, systemContracts.saleEscrow] as const
  const scenario = [exchangeScenario, systemContracts.exchangeToken, exchangeCommissionBps] as const
  return [
    {
      name: 'grant rewarder to SaleEscrow',
      from: foundation,
      to: systemContracts.roles,
      data: encodeFunctionData({ abi: rolesAbi, functionName: 'approve', args: grant }),
    },
    {
      name: 'open the exchange scenario',
      from: foundation,
      to: systemContracts.commission,
      data: encodeFunctionData({ abi: commissionAbi, functionName: 'open', args: scenario }),
    },
  ]
}

function predeploy(
  name: keyof typeof systemContracts,
  bytecode: Hex,
  abi: Parameters<typeof encodeArguments>[0],
  values: readonly unknown[],
): Predeploy {
  return { name, address: systemContracts[name], creationCode: concat([bytecode, encodeArguments(abi, values)]) }
}
