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
import { systemSources } from './systemSources.ts'

/** A contract that stands on every chain of ours, by its name in `systemContracts`. */
export type SystemContractName = string

export type SystemInterface = {
  /** The contract's name in its source, which several may share. */
  source: string
  abi: Abi
}

const abis = {
  QDT: qdtAbi,
  Election: electionAbi,
  Issuance: issuanceAbi,
  Allocation: allocationAbi,
  SealReader: sealReaderAbi,
  Roles: rolesAbi,
  Vehicle: vehicleAbi,
  Shares: sharesAbi,
  DataRegistry: dataRegistryAbi,
  DataMarket: dataMarketAbi,
  DisputeJudge: disputeJudgeAbi,
  DataRequests: dataRequestsAbi,
  SettleBatch: settleBatchAbi,
  QDD: qddAbi,
  FiatToken: fiatTokenAbi,
  AUC: aucAbi,
  AucProgramme: aucProgrammeAbi,
  BuyBack: buyBackAbi,
  SaleEscrow: saleEscrowAbi,
  Appraisal: appraisalAbi,
  Oracle: oracleAbi,
  DictionaryRegistry: dictionaryRegistryAbi,
  Commission: commissionAbi,
  ScenarioToken: scenarioTokenAbi,
}

/** What each system contract understands and tells. */
export const systemInterfaces: Readonly<Record<SystemContractName, SystemInterface>> = Object.fromEntries(
  Object.entries(systemSources).map(([name, source]) => [name, { source, abi: abis[source] }]),
)

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
