import type { TypedDataDefinition } from 'viem'
import type { Address, Hex } from '../bytes/hex.ts'

/** Who acts on the market: a wallet in a page, or a key in a program. */
export type MarketAccount = {
  address: Address
  /** Signs and sends; returns the hash of the transaction. */
  send(call: Call): Promise<Hex>
  signTypedData(typedData: TypedDataDefinition): Promise<Hex>
}

export type Call = { to: Address; data: Hex }
