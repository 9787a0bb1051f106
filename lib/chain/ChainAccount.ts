import type { TypedDataDefinition } from 'viem'
import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from './createNodeClient.ts'

/** Who acts on the chain: a wallet in a page, or a key in a program. */
export type ChainAccount = {
  address: Address
  /** Signs and sends; returns the hash of the transaction. */
  send(call: { to: Address; data: Hex }): Promise<Hex>
  signTypedData(typedData: TypedDataDefinition): Promise<Hex>
}

/** What every action takes: where it reads and who acts. */
export type ChainContext = { client: NodeClient; account: ChainAccount }
