import { encodeFunctionData, erc20Abi } from 'viem'
import type { Address, Hex } from '../bytes/hex.ts'

/** Returns the call that moves a token of its sender. */
export function encodeTokenTransfer(token: Address, to: Address, amount: bigint): { to: Address; data: Hex } {
  return { to: token, data: encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] }) }
}
