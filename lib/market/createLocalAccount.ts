import { privateKeyToAccount } from 'viem/accounts'
import { getTransactionCount, sendRawTransaction } from 'viem/actions'
import type { Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import type { MarketAccount } from './MarketAccount.ts'

const gas = 4_000_000n

/**
 * Returns the account of a private key, for programs. One transaction after the other: it counts its own nonces, so only
 * one of these may send with a key at a time.
 */
export function createLocalAccount(options: { client: NodeClient; privateKey: Hex; chainId: number }): MarketAccount {
  const { client, privateKey, chainId } = options
  const account = privateKeyToAccount(privateKey)
  let last: Promise<unknown> = Promise.resolve()
  async function sendNow({ to, data }: { to: Hex; data: Hex }): Promise<Hex> {
    const nonce = await getTransactionCount(client, { address: account.address, blockTag: 'pending' })
    const fees = { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n }
    const serializedTransaction = await account.signTransaction({
      ...{ chainId, to, data, nonce, gas, ...fees },
      type: 'eip1559',
    })
    return sendRawTransaction(client, { serializedTransaction })
  }
  return {
    address: account.address,
    send(call) {
      const sending = last.then(() => sendNow(call))
      last = sending.catch(() => {})
      return sending
    },
    signTypedData: (typedData) => account.signTypedData(typedData as never),
  }
}
