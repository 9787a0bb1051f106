import type { Address } from '../../lib/bytes/hex.ts'
import { chainTokens, findToken, type TokenName } from '../../lib/chain/chainTokens.ts'
import { type Contact, findContact } from '../../lib/wallet/addressBook.ts'
import { parseAmount } from '../../lib/wallet/parseAmount.ts'
import { type Asset, parseRecipient } from '../../lib/wallet/parseRecipient.ts'
import { formatExact } from './formatExact.ts'

export type Draft = { recipient: string; asset: Asset; amount: string }

export type ReadDraft = {
  address: Address | undefined
  recipientError: unknown
  asset: Asset
  /** The token to send; undefined for the coin of the chain. */
  token: TokenName | undefined
  amountText: string
  amount: bigint | undefined
  amountError: unknown
}

/** Returns what was typed as far as it makes sense. A payment code fixes the asset, and the amount where it names one. */
export function readDraft(
  draft: Draft,
  {
    contacts,
    chainId,
    tokens = chainTokens,
  }: { contacts: readonly Contact[]; chainId: number; tokens?: readonly TokenName[] },
): ReadDraft {
  const contact = findContact(contacts, draft.recipient)
  const recipient = attempt(() =>
    contact ? { address: contact.address } : parseRecipient(draft.recipient, chainId, tokens),
  )
  const asked = recipient.value
  const asset = (asked && 'asset' in asked && asked.asset) || draft.asset
  const token = asset === 'coin' ? undefined : findToken(asset, tokens)
  const decimals = token?.decimals ?? 18
  const askedAmount = asked && 'amount' in asked ? asked.amount : undefined
  const amountText =
    draft.amount === '' && askedAmount ? formatExact(askedAmount, decimals).replaceAll(',', '') : draft.amount
  const amount = attempt(() => parseAmount(amountText, decimals))
  return {
    address: asked?.address,
    recipientError: recipient.error,
    asset,
    token,
    amountText,
    amount: amount.value,
    amountError: amount.error,
  }
}

function attempt<T>(read: () => T): { value: T | undefined; error: unknown } {
  try {
    return { value: read(), error: undefined }
  } catch (error) {
    return { value: undefined, error }
  }
}
