import { erc20Abi } from 'viem'
import { getBalance } from 'viem/actions'
import type { Address } from '../bytes/hex.ts'
import type { TokenName } from '../chain/chainTokens.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { qdtAbi } from '../contracts/QDT.ts'

/** What an account holds, and what its coin-days are worth under the settings of the network. */
export type Holdings = {
  coinWei: bigint
  qdt: bigint
  coinDays: bigint
  capDays: bigint
  /** The fixed amount of coin-days that one transfer uses. */
  transferCoinDays: bigint
  /** What happens without coin-days: the transfer is refused, or pays this fee in QDT. */
  shortfall: { kind: 'refuse' } | { kind: 'charge'; feeQdt: bigint }
}

export type TokenBalance = { token: TokenName; balance: bigint }

/** Returns how much the account has of each token; one that is no token on this chain is left out. */
export async function readBalances(
  client: NodeClient,
  account: Address,
  tokens: readonly TokenName[],
): Promise<readonly TokenBalance[]> {
  const found = await Promise.all(
    tokens.map(async (token) => {
      const read = { address: token.address, abi: erc20Abi, functionName: 'balanceOf', args: [account] } as const
      const balance = await readContract(client, read).catch(ignoreNoToken)
      return balance === undefined ? undefined : { token, balance }
    }),
  )
  return found.filter((one) => one !== undefined)
}

/** A node that is away is no proof that there is no token. */
function ignoreNoToken(error: Error): undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === 'ContractFunctionZeroDataError' || cause.name === 'ContractFunctionRevertedError')
      return undefined
  }
  throw error
}

/** Returns the balances of the account with its coin-days, all read from one node. */
export async function readHoldings(client: NodeClient, account: Address): Promise<Holdings> {
  const qdt = { address: systemContracts.qdt, abi: qdtAbi } as const
  const [coinWei, balance, coinDays, capDays, transferCoinDays, shortfall, feeQdt] = await Promise.all([
    getBalance(client, { address: account }),
    readContract(client, { ...qdt, functionName: 'balanceOf', args: [account] }),
    readContract(client, { ...qdt, functionName: 'coinDays', args: [account] }),
    readContract(client, { ...qdt, functionName: 'CAP_DAYS' }),
    readContract(client, { ...qdt, functionName: 'TRANSFER_COIN_DAYS' }),
    readContract(client, { ...qdt, functionName: 'shortfall' }),
    readContract(client, { ...qdt, functionName: 'SHORTFALL_FEE' }),
  ])
  return {
    coinWei,
    qdt: balance,
    coinDays,
    capDays,
    transferCoinDays,
    shortfall: shortfall === 0 ? { kind: 'refuse' } : { kind: 'charge', feeQdt },
  }
}
