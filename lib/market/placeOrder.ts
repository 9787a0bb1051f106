import { encodeFunctionData, parseSignature } from 'viem'
import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { dataMarketAbi } from '../contracts/DataMarket.ts'
import { qddAbi } from '../contracts/QDD.ts'
import { readAllowance } from './bond.ts'
import { hashOrder, type Order } from './Order.ts'
import { type MarketContext, sendCall } from './sendCall.ts'
import type { Terms } from './Terms.ts'

const permitTypes = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const
const permitTimeS = 3600

/** Returns what an order would cost now. */
export function readPrice(client: NodeClient, terms: Terms, order: Order): Promise<bigint> {
  const market = { address: systemContracts.dataMarket, abi: dataMarketAbi } as const
  return readContract(client, { ...market, functionName: 'priceOf', args: [terms, order] })
}

/**
 * Orders and pays into escrow. The payment is allowed by a signature that travels with the order (EIP-2612), for exactly
 * the price; no approval is left behind.
 */
export async function placeOrder(context: MarketContext, { terms, order }: { terms: Terms; order: Order }) {
  const { client, account } = context
  const isCovered = order.price === 0n || (await readAllowance(client, terms.token, account.address)) >= order.price
  const data = isCovered
    ? encodeFunctionData({ abi: dataMarketAbi, functionName: 'buy', args: [terms, order] })
    : encodeFunctionData({
        abi: dataMarketAbi,
        functionName: 'buyWithPermit',
        args: [terms, order, await signPermit(context, terms.token, order.price)],
      })
  const receipt = await sendCall(context, { to: systemContracts.dataMarket, data })
  return { id: hashOrder(order), order, transaction: receipt.transactionHash as Hex }
}

async function signPermit({ client, account }: MarketContext, token: Address, value: bigint) {
  const contract = { address: token, abi: qddAbi } as const
  const [[, name, version, chainId, verifyingContract], nonce] = await Promise.all([
    readContract(client, { ...contract, functionName: 'eip712Domain' }),
    readContract(client, { ...contract, functionName: 'nonces', args: [account.address] }),
  ])
  const deadline = BigInt(Math.floor(Date.now() / 1000) + permitTimeS)
  const signature = await account.signTypedData({
    domain: { name, version, chainId: Number(chainId), verifyingContract },
    types: permitTypes,
    primaryType: 'Permit',
    message: { owner: account.address, spender: systemContracts.dataMarket, value, nonce, deadline },
  })
  const { r, s, yParity } = parseSignature(signature)
  return { deadline, v: 27 + yParity, r, s }
}
