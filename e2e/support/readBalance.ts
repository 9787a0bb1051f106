import { createPublicClient, erc20Abi, http } from 'viem'

export const qdd = '0x000000000000000000000000000000000000100e'

/** Returns how much of QDD an account has, to the wei, as the node says. */
export function readBalance(rpcUrl: string, account: string): Promise<bigint> {
  const client = createPublicClient({ transport: http(rpcUrl) })
  return client.readContract({
    address: qdd,
    abi: erc20Abi,
    functionName: 'balanceOf',
    args: [account as `0x${string}`],
  })
}
