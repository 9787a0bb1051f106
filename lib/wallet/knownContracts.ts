import type { Abi } from 'viem'
import { systemContracts } from '../chain/systemContracts.ts'
import { allocationAbi } from '../contracts/Allocation.ts'
import { appraisalAbi } from '../contracts/Appraisal.ts'
import { aucAbi } from '../contracts/AUC.ts'
import { aucProgrammeAbi } from '../contracts/AucProgramme.ts'
import { buyBackAbi } from '../contracts/BuyBack.ts'
import { commissionAbi } from '../contracts/Commission.ts'
import { dataMarketAbi } from '../contracts/DataMarket.ts'
import { dataRegistryAbi } from '../contracts/DataRegistry.ts'
import { dataRequestsAbi } from '../contracts/DataRequests.ts'
import { dictionaryRegistryAbi } from '../contracts/DictionaryRegistry.ts'
import { disputeJudgeAbi } from '../contracts/DisputeJudge.ts'
import { electionAbi } from '../contracts/Election.ts'
import { fiatTokenAbi } from '../contracts/FiatToken.ts'
import { issuanceAbi } from '../contracts/Issuance.ts'
import { oracleAbi } from '../contracts/Oracle.ts'
import { qdtAbi } from '../contracts/QDT.ts'
import { rolesAbi } from '../contracts/Roles.ts'
import { saleEscrowAbi } from '../contracts/SaleEscrow.ts'
import { scenarioTokenAbi } from '../contracts/ScenarioToken.ts'
import { settleBatchAbi } from '../contracts/SettleBatch.ts'
import { sharesAbi } from '../contracts/Shares.ts'
import { vehicleAbi } from '../contracts/Vehicle.ts'
import type { KnownContracts } from './explainTransaction.ts'

/** The contracts of the base chain, whose calls the wallet can say in words. */
export const knownContracts: KnownContracts = new Map<string, { name: string; abi: Abi; words: string }>([
  [systemContracts.qdt, { name: 'QDT', abi: qdtAbi, words: 'QDT' }],
  [systemContracts.election, { name: 'Election', abi: electionAbi, words: 'Election' }],
  [systemContracts.issuance, { name: 'Issuance', abi: issuanceAbi, words: 'Issuance' }],
  [systemContracts.allocation, { name: 'Allocation', abi: allocationAbi, words: 'Allocation' }],
  [systemContracts.roles, { name: 'Roles', abi: rolesAbi, words: 'Roles' }],
  [systemContracts.vehicle, { name: 'Vehicle', abi: vehicleAbi, words: 'Vehicle' }],
  [systemContracts.shares, { name: 'Shares', abi: sharesAbi, words: 'Shares' }],
  [systemContracts.dataRegistry, { name: 'DataRegistry', abi: dataRegistryAbi, words: 'DataRegistry' }],
  [systemContracts.dataMarket, { name: 'DataMarket', abi: dataMarketAbi, words: 'DataMarket' }],
  [systemContracts.disputeJudge, { name: 'DisputeJudge', abi: disputeJudgeAbi, words: 'DisputeJudge' }],
  [systemContracts.dataRequests, { name: 'DataRequests', abi: dataRequestsAbi, words: 'DataRequests' }],
  [systemContracts.settleBatch, { name: 'SettleBatch', abi: settleBatchAbi, words: 'SettleBatch' }],
  [systemContracts.qdd, { name: 'QDD', abi: fiatTokenAbi, words: 'FiatToken' }],
  [systemContracts.qde, { name: 'QDE', abi: fiatTokenAbi, words: 'FiatToken' }],
  [systemContracts.qdr, { name: 'QDR', abi: fiatTokenAbi, words: 'FiatToken' }],
  [systemContracts.auc, { name: 'AUC', abi: aucAbi, words: 'AUC' }],
  [systemContracts.aucProgramme, { name: 'AucProgramme', abi: aucProgrammeAbi, words: 'AucProgramme' }],
  [systemContracts.buyBack, { name: 'BuyBack', abi: buyBackAbi, words: 'BuyBack' }],
  [systemContracts.saleEscrow, { name: 'SaleEscrow', abi: saleEscrowAbi, words: 'SaleEscrow' }],
  [systemContracts.appraisal, { name: 'Appraisal', abi: appraisalAbi, words: 'Appraisal' }],
  [systemContracts.oracle, { name: 'Oracle', abi: oracleAbi, words: 'Oracle' }],
  [
    systemContracts.dictionaryRegistry,
    { name: 'DictionaryRegistry', abi: dictionaryRegistryAbi, words: 'DictionaryRegistry' },
  ],
  [systemContracts.commission, { name: 'Commission', abi: commissionAbi, words: 'Commission' }],
  [systemContracts.exchangeToken, { name: 'QEX', abi: scenarioTokenAbi, words: 'ScenarioToken' }],
])
