import type { Address, Hex } from '../bytes/hex.ts'
import type { NoteKind } from '../chain/noteData.ts'

/*
 * What a request will do, as facts that a screen says in the reader's language. Amounts are in the smallest unit; token
 * names come from contracts and are cleaned, but anybody can name a token: the address is what counts.
 */
export type Token = { address: Address; standard: 'erc20'; symbol: string; decimals: number }
export type Collection = { address: Address; standard: 'erc721'; name: string }
export type Field = { path: string; type: string; value: string }

/** A sentence of the app about a call of one of its contracts, and what it has to fill in. */
export type Phrase = { key: string; values: Readonly<Record<string, string>>; amount?: bigint; token?: Token }

export type Fact =
  | { kind: 'sendCoins'; from: Address; to: Address; amountWei: bigint }
  | { kind: 'sendTokens'; token: Token; from: Address; to: Address; amount: bigint }
  | { kind: 'sendNote'; note: NoteKind; contract: Address; to: Address; fields: readonly Field[] }
  | { kind: 'sendItem'; collection: Collection; from: Address; to: Address; tokenId: bigint }
  | { kind: 'allowTokens'; token: Token; owner: Address; spender: Address; amount: bigint; unlimited: boolean }
  | { kind: 'allowItem'; collection: Collection; spender: Address; tokenId: bigint }
  | { kind: 'allowAllItems'; collection: Collection; operator: Address; allowed: boolean }
  | {
      kind: 'permitTokens'
      token: Token
      owner: Address
      spender: Address
      amount: bigint
      unlimited: boolean
      deadline: bigint
    }
  | {
      kind: 'call'
      contract: string
      address: Address
      functionName: string
      fields: readonly Field[]
      phrase?: Phrase
    }
  | { kind: 'unknownCall'; address: Address; selector: Hex; dataSize: number }
  | { kind: 'deploy'; codeSize: number }
  | { kind: 'signText'; text: string }
  | { kind: 'signBytes'; bytes: Hex }
  | {
      kind: 'signTypedData'
      app: string
      primaryType: string
      contract: Address | undefined
      fields: readonly Field[]
      phrase?: Phrase
    }

export type Warning =
  | 'unlimitedAllowance'
  | 'allItems'
  | 'spenderIsNoContract'
  | 'contractHasNoCode'
  | 'sentToTokenContract'
  | 'othersTokens'
  | 'validOnAnyChain'
  | 'signInForAnotherSite'
  | 'hiddenCharacters'

/** `blind`: nobody can say what the signature will do. Refused unless the owner switched blind signing on. */
export type Explanation = { facts: readonly Fact[]; warnings: readonly Warning[]; blind: boolean }

/** What an explanation has to ask the chain. */
export type ChainReader = {
  readToken(address: Address): Promise<Token | Collection | undefined>
  isContract(address: Address): Promise<boolean>
}

const leastUnlimited = 2n ** 96n - 1n

/** Returns whether an allowance is more than any token supply: the spender may take everything, for ever. */
export function isUnlimited(amount: bigint): boolean {
  return amount >= leastUnlimited
}
