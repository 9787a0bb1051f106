import type { Abi } from 'viem'
import { systemContracts } from '../chain/systemContracts.ts'
import { allocationAbi } from '../contracts/Allocation.ts'
import { electionAbi } from '../contracts/Election.ts'
import { issuanceAbi } from '../contracts/Issuance.ts'
import { qdtAbi } from '../contracts/QDT.ts'
import type { KnownContracts } from './explainTransaction.ts'

/** The contracts of the base chain, whose calls the wallet can say in words. */
export const knownContracts: KnownContracts = new Map<string, { name: string; abi: Abi }>([
  [systemContracts.qdt, { name: 'QDT', abi: qdtAbi }],
  [systemContracts.election, { name: 'Election', abi: electionAbi }],
  [systemContracts.issuance, { name: 'Issuance', abi: issuanceAbi }],
  [systemContracts.allocation, { name: 'Allocation', abi: allocationAbi }],
])
