import type { Abi } from 'viem'
import type { Address } from '../bytes/hex.ts'
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
import { qddAbi } from '../contracts/QDD.ts'
import { qdtAbi } from '../contracts/QDT.ts'
import { rolesAbi } from '../contracts/Roles.ts'
import { saleEscrowAbi } from '../contracts/SaleEscrow.ts'
import { scenarioTokenAbi } from '../contracts/ScenarioToken.ts'
import { sealReaderAbi } from '../contracts/SealReader.ts'
import { settleBatchAbi } from '../contracts/SettleBatch.ts'
import { sharesAbi } from '../contracts/Shares.ts'
import { vehicleAbi } from '../contracts/Vehicle.ts'

/** A contract that stands on every chain of ours, by its name in `systemContracts`. */
export type SystemContractName = string

export type SystemInterface = {
  /** The contract's name in its source, which several may share. */
  source: string
  abi: Abi
}

/** What each system contract understands and tells. */
export const systemInterfaces: Readonly<Record<SystemContractName, SystemInterface>> = {
  qdt: { source: 'QDT', abi: qdtAbi },
  election: { source: 'Election', abi: electionAbi },
  issuance: { source: 'Issuance', abi: issuanceAbi },
  allocation: { source: 'Allocation', abi: allocationAbi },
  sealReader: { source: 'SealReader', abi: sealReaderAbi },
  roles: { source: 'Roles', abi: rolesAbi },
  vehicle: { source: 'Vehicle', abi: vehicleAbi },
  shares: { source: 'Shares', abi: sharesAbi },
  dataRegistry: { source: 'DataRegistry', abi: dataRegistryAbi },
  dataMarket: { source: 'DataMarket', abi: dataMarketAbi },
  disputeJudge: { source: 'DisputeJudge', abi: disputeJudgeAbi },
  dataRequests: { source: 'DataRequests', abi: dataRequestsAbi },
  settleBatch: { source: 'SettleBatch', abi: settleBatchAbi },
  qdd: { source: 'QDD', abi: qddAbi },
  qde: { source: 'FiatToken', abi: fiatTokenAbi },
  qdr: { source: 'FiatToken', abi: fiatTokenAbi },
  auc: { source: 'AUC', abi: aucAbi },
  aucProgramme: { source: 'AucProgramme', abi: aucProgrammeAbi },
  buyBack: { source: 'BuyBack', abi: buyBackAbi },
  saleEscrow: { source: 'SaleEscrow', abi: saleEscrowAbi },
  appraisal: { source: 'Appraisal', abi: appraisalAbi },
  oracle: { source: 'Oracle', abi: oracleAbi },
  dictionaryRegistry: { source: 'DictionaryRegistry', abi: dictionaryRegistryAbi },
  commission: { source: 'Commission', abi: commissionAbi },
  exchangeToken: { source: 'ScenarioToken', abi: scenarioTokenAbi },
}

export type SystemContract = SystemInterface & { name: SystemContractName; address: Address }

const byAddress = new Map<string, SystemContract>(
  Object.entries(systemContracts).flatMap(([name, address]) => {
    const known = systemInterfaces[name]
    return known ? [[address.toLowerCase(), { ...known, name, address }]] : []
  }),
)

/** Returns the system contract at the address, or undefined where there is none. */
export function findSystemContract(address: string): SystemContract | undefined {
  return byAddress.get(address.toLowerCase())
}

/** Returns all system contracts, in the order of their addresses. */
export function listSystemContracts(): SystemContract[] {
  return [...byAddress.values()]
}
