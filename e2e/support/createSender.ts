import { createPublicClient, createWalletClient, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'

/** Returns what sends an empty transaction of an account of its own, and waits for its block, with which the head moves on. */
export function createSender(rpcUrl: string): () => Promise<void> {
  const transport = http(rpcUrl)
  const account = privateKeyToAccount(generatePrivateKey())
  const wallet = createWalletClient({ account, transport })
  const chain = createPublicClient({ transport, pollingInterval: 100 })
  const free = { gas: 21_000n, maxFeePerGas: 0n, maxPriorityFeePerGas: 0n }
  return async () => {
    const hash = await wallet.sendTransaction({ chain: null, to: account.address, ...free })
    await chain.waitForTransactionReceipt({ hash })
  }
}
