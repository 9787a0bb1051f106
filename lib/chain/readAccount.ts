import { getBalance, getCode, getTransactionCount } from 'viem/actions'
import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from './createNodeClient.ts'
import { parseAddress } from './parseAddress.ts'

export type Account = {
  address: Address
  balance: bigint
  nonce: number
  /** Bytes of contract code; 0 for an account that a key controls. */
  codeSize: number
}

/** Returns what the chain keeps of an address; an unused one has nothing. Throws where the text is no address. */
export async function readAccount(client: NodeClient, text: string): Promise<Account> {
  const address = parseAddress(text)
  const [balance, nonce, code] = await Promise.all([
    getBalance(client, { address }),
    getTransactionCount(client, { address }),
    getCode(client, { address }),
  ])
  return { address, balance, nonce, codeSize: code ? (code.length - 2) / 2 : 0 }
}
