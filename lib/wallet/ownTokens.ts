import * as z from 'zod'
import { chainTokens, findToken, type TokenName } from '../chain/chainTokens.ts'
import { cleanName } from '../chain/cleanName.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { parseAddress } from '../chain/parseAddress.ts'
import { readToken } from '../chain/readToken.ts'
import { BaseError } from '../errors.ts'

const maxTokens = 50
const maxDecimals = 36
const listSchema = z
  .array(z.strictObject({ address: z.string(), symbol: z.string().max(40), decimals: z.int().min(0).max(maxDecimals) }))
  .max(maxTokens)

/** Returns the tokens in the text that somebody added to those of the chain; a damaged list counts as none. */
export function parseOwnTokens(text: string | null): readonly TokenName[] {
  try {
    return listSchema
      .parse(JSON.parse(text ?? '[]'))
      .map((token) => ({ ...token, address: parseAddress(token.address) }))
  } catch {
    return []
  }
}

/** Returns the list with one more token at its end, without the oldest where it is full. */
export function addOwnToken(list: readonly TokenName[], token: TokenName): readonly TokenName[] {
  if (findToken(token.address, [...chainTokens, ...list])) return list
  return [...list, token].slice(-maxTokens)
}

/** Returns what the contract at the address calls itself; throws when it is no token that can be sent. */
export async function readTokenName(client: NodeClient, text: string): Promise<TokenName> {
  const token = await readToken(client, text)
  if (!token || token.decimals > maxDecimals) throw new NoTokenError()
  return { address: token.address, symbol: cleanName(token.symbol) || '?', decimals: token.decimals }
}

export class NoTokenError extends BaseError {
  override readonly name = 'Wallet.NoTokenError'
  constructor() {
    super('Expected the address of an ERC-20 token, found none there.')
  }
}
