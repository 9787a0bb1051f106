import { encodeFunctionData, erc20Abi } from 'viem'
import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { dataMarketAbi } from '../contracts/DataMarket.ts'
import { type MarketContext, sendCall } from './sendCall.ts'

const market = { address: systemContracts.dataMarket, abi: dataMarketAbi } as const

/** Returns what a seller has at stake in a currency: free for orders to come, and locked by orders that run. */
export function readBond(
  client: NodeClient,
  seller: Address,
  token: Address,
): Promise<{ free: bigint; locked: bigint }> {
  return readContract(client, { ...market, functionName: 'depositOf', args: [seller, token] })
}

/** Puts money at stake for orders to come; approves it first where that is needed. */
export async function depositBond(context: MarketContext, token: Address, amount: bigint): Promise<void> {
  const { client, account } = context
  const allowed = await readAllowance(client, token, account.address)
  if (allowed < amount) await sendCall(context, { to: token, data: encodeApproval(amount) })
  const data = encodeFunctionData({ abi: dataMarketAbi, functionName: 'deposit', args: [token, amount] })
  await sendCall(context, { to: systemContracts.dataMarket, data })
}

/** Takes the free part of what is at stake back. */
export async function withdrawBond(context: MarketContext, token: Address, amount: bigint): Promise<void> {
  const data = encodeFunctionData({ abi: dataMarketAbi, functionName: 'withdrawDeposit', args: [token, amount] })
  await sendCall(context, { to: systemContracts.dataMarket, data })
}

/** Returns what could not be sent to a payee and waits for it. */
export function readCredit(client: NodeClient, payee: Address, token: Address): Promise<bigint> {
  return readContract(client, { ...market, functionName: 'creditOf', args: [payee, token] })
}

/** Takes what could not be sent before. */
export async function claimCredit(context: MarketContext, token: Address): Promise<void> {
  const data = encodeFunctionData({ abi: dataMarketAbi, functionName: 'claim', args: [token] })
  await sendCall(context, { to: systemContracts.dataMarket, data })
}

/** Returns how much the market may take from an account. */
export function readAllowance(client: NodeClient, token: Address, owner: Address): Promise<bigint> {
  const args = [owner, systemContracts.dataMarket] as const
  return readContract(client, { address: token, abi: erc20Abi, functionName: 'allowance', args })
}

function encodeApproval(amount: bigint) {
  return encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [systemContracts.dataMarket, amount] })
}
