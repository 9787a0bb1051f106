import type { Address } from '../bytes/hex.ts'
import { chainTokens, findToken, type TokenName } from '../chain/chainTokens.ts'
import { parseAddress } from '../chain/parseAddress.ts'
import { BaseError } from '../errors.ts'

/*
 * Who is to be paid: a bare address, or the text of a QR code in the form of ERC-681
 * (https://eips.ethereum.org/EIPS/eip-681): `ethereum:<address>@<chain>` for the coin of the chain, and
 * `ethereum:<token>@<chain>/transfer?address=<who>&uint256=<amount>` for a token that the wallet knows.
 */
/** The coin of the chain, or a token by its address. */
export type Asset = 'coin' | Address
export type Recipient = { address: Address; asset?: Asset; amount?: bigint }

/** Returns whom a text names and what it asks for; throws when it is no address, or is meant for another chain. */
export function parseRecipient(text: string, chainId: number, tokens: readonly TokenName[] = chainTokens): Recipient {
  const trimmed = text.trim()
  return /^ethereum:/i.test(trimmed) ? parsePayment(trimmed, chainId, tokens) : { address: parseAddress(trimmed) }
}

/** Returns the text of a QR code that asks for the token. */
export function formatPayment({
  address,
  token,
  chainId,
  amount,
}: {
  address: Address
  token: Address
  chainId: number
  amount?: bigint | undefined
}): string {
  const asked = amount === undefined ? '' : `&uint256=${amount}`
  return `ethereum:${token}@${chainId}/transfer?address=${address}${asked}`
}

function parsePayment(text: string, chainId: number, tokens: readonly TokenName[]): Recipient {
  const match = /^ethereum:(?:pay-)?(0x[0-9a-fA-F]{40})(?:@(\d{1,15}))?(\/transfer)?(?:\?(.*))?$/i.exec(text)
  if (!match) throw new InvalidPaymentError()
  const [, target, chain, transfer, query = ''] = match
  if (chain !== undefined && Number(chain) !== chainId) throw new PaymentForOtherChainError(chain, chainId)
  const parameters = new URLSearchParams(query)
  if (!transfer) return withAmount({ address: parseAddress(target!), asset: 'coin' }, parameters.get('value'))
  const token = findToken(parseAddress(target!), tokens)
  if (!token) throw new PaymentInOtherTokenError(target!)
  const address = parseAddress(parameters.get('address') ?? '')
  return withAmount({ address, asset: token.address }, parameters.get('uint256'))
}

function withAmount(recipient: Recipient, amount: string | null): Recipient {
  if (amount === null) return recipient
  if (!/^\d{1,40}$/.test(amount)) throw new InvalidPaymentError()
  return { ...recipient, amount: BigInt(amount) }
}

export class InvalidPaymentError extends BaseError {
  override readonly name = 'Wallet.InvalidPaymentError'
  constructor() {
    super('Expected a payment request such as ethereum:0x…@72018, found one that cannot be read.')
  }
}

export class PaymentForOtherChainError extends BaseError {
  override readonly name = 'Wallet.PaymentForOtherChainError'
  constructor(found: string, expected: number) {
    super(`Expected a payment request for chain ${expected}, found one for chain ${found}.`)
  }
}

export class PaymentInOtherTokenError extends BaseError {
  override readonly name = 'Wallet.PaymentInOtherTokenError'
  constructor(found: string) {
    super(`Expected a payment request in a token that the wallet knows, found one in the token ${found}.`)
  }
}
