import { encodeFunctionData } from 'viem'
import type { Address, Hex } from '../bytes/hex.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { qdtAbi } from '../contracts/QDT.ts'

/** Returns the call that moves QDT of its sender. */
export function encodeQdtTransfer(to: Address, amount: bigint): { to: Address; data: Hex } {
  return {
    to: systemContracts.qdt,
    data: encodeFunctionData({ abi: qdtAbi, functionName: 'transfer', args: [to, amount] }),
  }
}
