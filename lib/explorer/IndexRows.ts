import type { Address, Hex } from '../bytes/hex.ts'

/* What the index says, row by row. All of it is hearsay until the chain proves it. */
export type TransactionRow = {
  position: number
  hash: Hex
  block: number
  time: number
  from: Address
  to: Address | null
  created: Address | null
  value: string
  nonce: number
  gasUsed: number
  selector: Hex | null
  method: string | null
  ok: number
}

export type Standard = 'erc20' | 'erc721' | 'erc1155'

export type TransferRow = {
  position: number
  transaction: Hex
  block: number
  time: number
  token: Address
  standard: Standard
  from: Address
  to: Address
  value: string
  pieces: string | null
  log: number
  part: number
}

export type EventRow = {
  position: number
  transaction: Hex
  block: number
  time: number
  contract: string
  address: Address
  name: string
  args: Readonly<Record<string, unknown>>
}

export type TokenRow = {
  position: number
  address: Address
  standard: Standard
  name: string | null
  symbol: string | null
  decimals: number | null
  transfers: number
  last: number
}

export type HoldingRow = {
  position: number
  token: Address
  holder: Address
  amount: string | null
  symbol: string | null
  decimals: number | null
}

export type ItemRow = { position: number; token: Address; id: string; owner: Address | null; symbol: string | null }
export type PieceRow = {
  position: number
  token: Address
  id: string
  holder: Address
  pieces: string
  symbol: string | null
}
export type ContractRow = { position: number; address: Address; creator: Address; transaction: Hex; time: number }
export type ProducerRow = {
  producer: Address
  produced: number
  missed: number
  transactions: number
  lastBlock: number | null
  lastMissed: number | null
}
export type SeriesPoint = {
  start: number
  blocks: number
  transactions: number
  transfers: number
  gasUsed: number
  missed: number
}
export type Totals = { blocks: number; transactions: number; transfers: number }
export type FoundRow = { kind: string; target: string; label: string }
export type AddressCounts = {
  address: Address
  transactions: number
  transfers: number
  first: number | null
  last: number | null
}
export type IndexStatus = {
  status: 'starting' | 'catching-up' | 'live' | 'waiting'
  chainId?: number
  genesisHash?: Hex
  number: number
  head?: number
  lagMs?: number
  rebuilds: number
  error?: string
}

export type IndexPage<row> = { rows: row[]; next?: number | string }
